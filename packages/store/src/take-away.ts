import { linkSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Claim } from './claims.ts';
import { codeOf } from './durable.ts';
import { isAbsent } from './entries.ts';
import type { Paths } from './paths.ts';
import { temporary } from './temporaries.ts';

/**
 * Removes a stale claim; false where somebody was faster. The claim is moved to a name of one's own and looked at
 * there: where it has become another's meanwhile, it is put back.
 */
export function takeAway(paths: Paths, { id, inode }: Claim): boolean {
  const target = paths.claim(id);
  const taken = temporary(paths.tmp, `claim_${id}`);
  try {
    renameSync(target, taken);
  } catch (error) {
    if (isAbsent(error)) return true;
    throw error;
  }
  try {
    if (statSync(taken, { bigint: true }).ino === inode) return true;
    putBack(taken, target);
    return false;
  } finally {
    rmSync(taken, { force: true });
  }
}

/** Where a third process has claimed it meanwhile there are two owners, which costs double work only. */
function putBack(taken: string, target: string): void {
  try {
    linkSync(taken, target);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
