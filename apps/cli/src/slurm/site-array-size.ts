import { DEFAULT_MAX_ARRAY_SIZE, maxArraySizeIn } from '@sweepstake/cluster';
import { askSlurm } from './ask-slurm.ts';

/** `MaxArraySize` of this site, or what it usually is where there is no Slurm that says. */
export async function siteArraySize(): Promise<number> {
  try {
    const config = await askSlurm('scontrol', ['show', 'config']);
    return maxArraySizeIn(config) ?? DEFAULT_MAX_ARRAY_SIZE;
  } catch {
    return DEFAULT_MAX_ARRAY_SIZE;
  }
}
