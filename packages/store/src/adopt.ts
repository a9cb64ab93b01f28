import { linkSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, makeFolder, replaceDurably, syncFolder, writing } from './durable.ts';
import type { Paths } from './paths.ts';
import { isComplete, readRecord } from './stage-record.ts';
import { temporary } from './temporaries.ts';

/**
 * Makes a finished stage of another run folder visible in this one, all of it or nothing, and answers whether that was
 * needed: one that is finished here stays, a damaged one is replaced. The file is linked, so that it takes no room,
 * or copied where the file systems have no link between them; either is safe, because stage files are replaced and
 * never written to. Throws where the stage is absent or damaged there.
 */
export function adopt(paths: Paths, id: string, from: Paths): boolean {
  if (isComplete(paths, id)) return false;
  // Header and length, as `has` looks at them.
  readRecord(from, id);
  const target = paths.stage(id);
  writing(paths.root, `stage ${id}`, () => {
    makeFolder(dirname(target));
    if (linked(from.stage(id), target)) syncFolder(dirname(target));
    else if (!isComplete(paths, id))
      replaceDurably(temporary(paths.tmp, `stage_${id}`), target, [readFileSync(from.stage(id))]);
  });
  return true;
}

/** Nothing can be linked there: other devices, other rules, too many links, or a damaged file in its place. */
const CANNOT_LINK = new Set([
  'EXDEV',
  'EPERM',
  'EACCES',
  'EMLINK',
  'EEXIST',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
]);

function linked(file: string, target: string): boolean {
  try {
    linkSync(file, target);
    return true;
  } catch (error) {
    if (CANNOT_LINK.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}
