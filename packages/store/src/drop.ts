import { containerPieces } from './container.ts';
import type { FileEntry } from './container.ts';
import { replaceDurably, writing } from './durable.ts';
import type { Paths } from './paths.ts';
import { readFiles, readRecord } from './stage-record.ts';
import { temporary } from './temporaries.ts';

/**
 * Rewrites a finished stage without the bytes of some of its files, at once for every reader; their sizes and hashes
 * stay in its record, marked as dropped. What is kept is checked. Returns the bytes that were saved; files that the
 * stage does not have, or that were dropped before, save none.
 */
export function dropFiles(paths: Paths, id: string, names: readonly string[]): number {
  const { config, record, files: table } = readRecord(paths, id);
  const gone = names.filter((name) => Object.hasOwn(table, name) && table[name]!.dropped !== true);
  if (gone.length === 0) return 0;
  const files = readFiles(paths, id);
  const dropped: Record<string, FileEntry> = {};
  for (const [name, { bytes, sha256, dropped: before }] of Object.entries(table))
    if (before === true || gone.includes(name)) {
      files.delete(name);
      dropped[name] = { offset: 0, bytes, sha256, dropped: true };
    }
  writing(paths.root, `stage ${id}`, () => {
    const squeezable = Object.keys(table).filter((name) => table[name]!.squeezed !== undefined);
    const contents = { config, record, files, squeezable, dropped };
    const pieces = containerPieces('stage', id, contents);
    replaceDurably(temporary(paths.tmp, `stage_${id}`), paths.stage(id), pieces);
  });
  return gone.reduce((sum, name) => sum + (table[name]!.squeezed ?? table[name]!.bytes), 0);
}
