import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveInput, LiveRun } from '@sweepstake/report';
import { findRuns, RUNS } from '../choose-run.ts';
import type { FoundRun } from '../choose-run.ts';
import { observedRun } from './observed-run.ts';
import type { ObservedRun } from './observed-run.ts';

/** Looks at run folders again and again; they may appear, grow and vanish meanwhile. */
export interface Observer {
  look(now: number): Promise<LiveInput>;
}

/** A run folder, or a folder of run folders; default `runs`. What cannot be read is told once and left out. */
export function observer(folder: string | undefined, onLeftOut: (line: string) => void): Observer {
  const known = new Map<string, ObservedRun>();
  const told = new Set<string>();
  const tell = (where: string, error: unknown): void => {
    const line = `${where} is left out: ${(error as Error).message}`;
    if (!told.has(line)) onLeftOut(line);
    told.add(line);
  };
  const look = async (now: number): Promise<LiveInput> => {
    const runs: LiveRun[] = [];
    for (const run of runsIn(folder, tell)) {
      const key = JSON.stringify(run);
      try {
        const observed = known.get(key) ?? observedRun(run);
        known.set(key, observed);
        runs.push(await observed.look(now));
      } catch (error) {
        tell(run.folder, error);
      }
    }
    return { folder: folder ?? RUNS, runs: runs.toSorted(busyFirst) };
  };
  return { look };
}

/** What runs stands first, then what is unfinished; the rest by its folder. */
const busyFirst = (a: LiveRun, b: LiveRun): number => rank(a) - rank(b);

const rank = ({ running, done, stages }: LiveRun): number =>
  running > 0 ? 0 : done < stages ? 1 : 2;

function runsIn(
  folder: string | undefined,
  tell: (where: string, error: unknown) => void,
): FoundRun[] {
  return runFoldersIn(folder ?? RUNS).flatMap((root) => {
    try {
      return findRuns(root);
    } catch (error) {
      tell(root, error);
      return [];
    }
  });
}

/** The folder itself where it is a run folder, else the run folders in it; none where there is nothing. */
export function runFoldersIn(folder: string): string[] {
  const isRun = (root: string): boolean => existsSync(join(root, 'sweepstake.json'));
  if (isRun(folder)) return [folder];
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
      .filter(isRun);
  } catch {
    return [];
  }
}
