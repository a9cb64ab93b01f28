import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { entries, isAbsent } from './entries.ts';
import { isAlive, parseName } from './identity.ts';
import type { ProcessIdentity } from './identity.ts';
import { isId } from './paths.ts';
import type { Paths } from './paths.ts';
import { unseal } from './sealed.ts';

/** A stage that some process carries out, or carried out when it died. */
export interface Claim {
  readonly id: string;
  /** null where what the claim says is damaged; its age alone then tells whether it is stale. */
  readonly owner: (ProcessIdentity & { readonly heartbeat: number }) | null;
  /** Last sign of life of the owner, in milliseconds of the file server's clock. */
  readonly beaten: number;
  /** True where its process runs on this machine, false where it ran here and is gone, null where it cannot be known. */
  readonly alive: boolean | null;
  /** The file that the claim is a link to. */
  readonly inode: bigint;
}

/** All claims, by id. */
export const readClaims = (paths: Paths): Claim[] =>
  entries(paths.claims)
    .filter(isId)
    .map((id) => claimAt(join(paths.claims, id), id))
    .filter((claim) => claim !== null);

/** The claim in a file; null where there is none. */
export function claimAt(file: string, id: string): Claim | null {
  let fd: number | undefined;
  try {
    // Opened, because network file systems then ask the server for its time, where a look alone may be answered from
    // memory; and content and time are of one file, also where the claim changes hands meanwhile.
    fd = openSync(file, 'r');
    const { mtimeNs, ino } = fstatSync(fd, { bigint: true });
    const owner = ownerIn(readFileSync(fd, 'utf8'));
    const alive = owner === null ? null : isAlive(owner);
    return { id, owner, beaten: Number(mtimeNs / 1000n) / 1000, alive, inode: ino };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/**
 * Whether nobody works on it any more: at once where its process ran on this machine and is gone, else after as many
 * seconds without a sign of life. `now` is the file server's time in milliseconds: that of a file just written.
 */
export const isStale = (
  { alive, beaten }: Pick<Claim, 'alive' | 'beaten'>,
  now: number,
  staleAfter: number,
): boolean => alive === false || now - beaten > staleAfter * 1000;

/** Owner files of processes, by name. */
export function readOwners(
  paths: Paths,
): { name: string; alive: boolean | null; beaten: number }[] {
  return entries(paths.owners).flatMap((name) => {
    const identity = parseName(name);
    const stat = statSync(join(paths.owners, name), { throwIfNoEntry: false });
    if (identity === null || stat === undefined) return [];
    return [{ name, alive: isAlive(identity), beaten: stat.mtimeMs }];
  });
}

function ownerIn(text: string): Claim['owner'] {
  try {
    const value = unseal(text) as Partial<NonNullable<Claim['owner']>> | null;
    const { host, pid, start, heartbeat } = value ?? {};
    if (typeof host !== 'string' || typeof pid !== 'number' || typeof start !== 'string')
      return null;
    return { host, pid, start, heartbeat: Number(heartbeat) };
  } catch {
    return null;
  }
}
