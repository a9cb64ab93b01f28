import { planLayers } from '@sweepstake/engine';
import type { Plan } from '@sweepstake/experiments';
import { levelsOf } from '@sweepstake/experiments';
import { elements, prunableParameters } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { expectedSeconds } from '../expected-time.ts';

/** Steps also update weights, gather batches and are followed by evaluations: results/speed/lenet.md and ladder.md. */
const BESIDE_PRODUCTS = 2;

/** Other backends multiply masked weights as if they were dense, and slower: results/speed/conv.md and lenet.md. */
const OTHER_BACKENDS = 8;

/**
 * Roughly the seconds of all trainings of one trial on one core, one after the other, from the speeds in
 * `expected-time.ts`. Every layer is taken to keep the same fraction. Only the length of tasks rests on it.
 */
export function trialSeconds({ config, runs }: Plan): number {
  const network = modelByName(config.network);
  const levels = levelsOf(network, config);
  const sparse = config.backend === 'engine';
  const stepSeconds = levels.map(({ percentRemaining }) => {
    const fraction = sparse ? percentRemaining / 100 : 1;
    const survivors = new Map(
      prunableParameters(network).map(({ name, shape }) => [
        name,
        Math.max(1, Math.round(elements(shape) * fraction)),
      ]),
    );
    const { layers } = planLayers(network, survivors, { batch: config.batch, slots: 2 });
    return layers.reduce((sum, layer) => sum + expectedSeconds(layer, network, config.batch), 0);
  });
  const factor = BESIDE_PRODUCTS * (sparse ? 1 : OTHER_BACKENDS);
  return runs
    .filter(({ trial }) => trial === 0)
    .reduce((sum, { round }) => sum + factor * config.iterations * stepSeconds[round]!, 0);
}
