import { armsOf, expand } from '@sweepstake/experiments';
import type { Plan, RunConfig } from '@sweepstake/experiments';
import { backendByName } from '@sweepstake/stages';
import { defaultFolder } from './choose-run.ts';
import { readOwn } from './own/own-record.ts';
import { preflight } from './preflight.ts';

/**
 * A configuration as stages, refused here where it could not be trained. Networks and data sets of one's own that it
 * has by name are those of the run folder.
 */
export async function planOf(config: RunConfig, folder = defaultFolder(config)): Promise<Plan> {
  readOwn(folder);
  const { numerics } = await backendByName(config.backend);
  preflight(armsOf(config));
  return expand(config, numerics);
}
