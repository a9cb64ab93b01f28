import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from './canonicalJson.ts';
import { codeOf, makeFolder, syncFolder, writeDurably, writing } from './durable.ts';
import { badFileName } from './errors.ts';
import { isFileName, RECORD } from './paths.ts';
import type { Paths } from './paths.ts';
import { sha256 } from './stageId.ts';
import { isComplete } from './stageRecord.ts';
import type { FileEntry } from './stageRecord.ts';
import { temporary } from './temporaries.ts';

/** What a finished stage leaves behind. `config` and `record` must be JSON values. */
export interface Output {
  readonly config: unknown;
  readonly record?: unknown;
  readonly files?: ReadonlyMap<string, Uint8Array>;
}

/**
 * Makes a finished stage visible, all of it or nothing: files are written into a temporary folder
 * and synced, and the folder is renamed. Where the stage is finished already (by another process),
 * that one stays and this one is discarded; a damaged one is replaced.
 */
export function publish(paths: Paths, id: string, output: Output): void {
  const target = paths.stage(id);
  writing(paths.root, `stage ${id}`, () => {
    const folder = temporary(paths.tmp, id);
    try {
      mkdirSync(folder);
      writeStage(folder, id, output);
      makeFolder(paths.shelf(id));
      while (!moved(folder, target)) {
        if (isComplete(paths, id)) break;
        moveAside(paths, id);
      }
      syncFolder(paths.shelf(id));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function writeStage(folder: string, id: string, { config, record = {}, files }: Output): void {
  const table: Record<string, FileEntry> = {};
  for (const [name, data] of files ?? []) {
    if (!isFileName(name)) throw badFileName(name);
    writeDurably(join(folder, name), data);
    table[name] = { bytes: data.byteLength, sha256: sha256(data) };
  }
  writeDurably(join(folder, RECORD), `${canonicalJson({ id, config, record, files: table })}\n`);
  syncFolder(folder);
}

/** Renames; false where the target exists. */
function moved(folder: string, target: string): boolean {
  // A rename onto a folder that holds something fails by itself; this spares the attempt on
  // systems that report it as something else.
  if (existsSync(target)) return false;
  try {
    renameSync(folder, target);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

function moveAside(paths: Paths, id: string): void {
  const aside = temporary(paths.tmp, `damaged-${id}`);
  try {
    renameSync(paths.stage(id), aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}
