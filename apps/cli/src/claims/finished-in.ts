import { openStore } from '@sweepstake/store';
import { runFolders } from '../choose-run.ts';

/** Ids of all stages that a run folder has, or any in `runs`, which `run` takes over from there. */
export function finishedIn(named: string | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  for (const folder of named === undefined ? runFolders(undefined) : [named])
    for (const id of namesIn(folder)) found.add(id);
  return found;
}

/** None where a folder cannot be read: costs are estimates. */
function namesIn(folder: string): string[] {
  try {
    return openStore(folder, { create: false }).names();
  } catch {
    return [];
  }
}
