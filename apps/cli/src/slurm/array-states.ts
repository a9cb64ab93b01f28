import { arrayStatesIn } from '@sweepstake/cluster';
import type { ArrayState, SubmittedArray } from '@sweepstake/cluster';
import { askSlurm } from './ask-slurm.ts';

/**
 * What the scheduler says of the shards of these arrays, by shard. Null where there is no squeue, or none that answers:
 * a run's folder says everything but this.
 */
export async function arrayStates(arrays: readonly SubmittedArray[]): Promise<ArrayState[] | null> {
  if (arrays.length === 0) return [];
  try {
    return arrayStatesIn(await askSlurm('squeue', ['-r', '--json']), arrays);
  } catch {
    return null;
  }
}
