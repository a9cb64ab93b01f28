import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isStale, readClaims, readOwners } from './claims.ts';
import { writing } from './durable.ts';
import { entries } from './entries.ts';
import { isAlive, parseName } from './identity.ts';
import { OWNER_DEFAULTS } from './owner.ts';
import { isId } from './paths.ts';
import type { Paths } from './paths.ts';
import { isComplete } from './stage-record.ts';
import { takeAway } from './take-away.ts';
import { temporary } from './temporaries.ts';

export interface CleanOptions {
  /** Seconds without a sign of life after which another machine's process counts as dead; default 120. */
  readonly staleAfter?: number;
  /** Only tell what would be removed; default false. */
  readonly dryRun?: boolean;
}

/** What was removed: names of files. */
export interface Cleaned {
  /** Half-written files of dead processes. */
  readonly temporaries: readonly string[];
  /** Claims of dead processes, and of stages that are finished. */
  readonly claims: readonly string[];
  readonly owners: readonly string[];
  /** States of stages that are finished. */
  readonly checkpoints: readonly string[];
  /** What was put aside because it was damaged. */
  readonly damaged: readonly string[];
}

/**
 * Removes what dead processes left behind, of this machine at once and of others after `staleAfter` seconds without
 * a sign of life. What living processes use stays, and so do checkpoints of unfinished stages.
 */
export function clean(
  paths: Paths,
  { staleAfter = DEFAULT, dryRun = false }: CleanOptions = {},
): Cleaned {
  const now = serverTime(paths);
  // Unlike for a claim, one that lives here and gives no sign of life, as when it was suspended, keeps what it has.
  const stale = (alive: boolean | null, beaten: number) =>
    alive !== true && isStale({ alive, beaten }, now, staleAfter);
  const remove = (folder: string, names: readonly string[]): readonly string[] => {
    if (dryRun) return names;
    for (const name of names) rmSync(join(folder, name), { recursive: true, force: true });
    return names;
  };

  const claims = readClaims(paths)
    .filter(({ id, alive, beaten }) => stale(alive, beaten) || isComplete(paths, id))
    .filter((claim) => dryRun || takeAway(paths, claim))
    .map(({ id }) => id);
  const owners = readOwners(paths).filter(({ alive, beaten }) => stale(alive, beaten));
  const temporaries = entries(paths.tmp).filter((name) => {
    const owner = parseName(name);
    const stat = statSync(join(paths.tmp, name), { throwIfNoEntry: false });
    if (stat === undefined) return false;
    return stale(owner === null ? null : isAlive(owner), stat.mtimeMs);
  });
  const finished = entries(paths.checkpoints).filter((id) => !isId(id) || isComplete(paths, id));
  return {
    claims,
    owners: remove(
      paths.owners,
      owners.map(({ name }) => name),
    ),
    temporaries: remove(paths.tmp, temporaries),
    checkpoints: remove(paths.checkpoints, finished),
    damaged: remove(paths.damaged, entries(paths.damaged)),
  };
}

const DEFAULT = OWNER_DEFAULTS.heartbeat * OWNER_DEFAULTS.missed;

/** Milliseconds by the file server's clock, from the time of a file just written. */
export function serverTime(paths: Paths): number {
  return writing(paths.root, 'a file for the time', () => {
    const file = temporary(paths.tmp, 'time');
    const fd = openSync(file, 'wx');
    try {
      writeSync(fd, 'now');
      fsyncSync(fd);
      return statSync(file).mtimeMs;
    } finally {
      closeSync(fd);
      rmSync(file, { force: true });
    }
  });
}
