import {
  countSurvivors,
  fullMasks,
  globalMagnitude,
  layerwiseMagnitude,
} from '@sweepstake/lottery';
import type { Masks, Tensors } from '@sweepstake/training';
import { addMasks } from '../problem-folder.ts';
import type { PruneAnswer, PruneRequest, PrunedSet } from '../protocol.ts';

/** Prunes the same weights round after round, from the given masks on, and writes the masks that are asked for. */
export function pruneCase(
  folder: string,
  weights: Tensors,
  start: Masks | undefined,
  { criterion, rates, rounds, set }: PruneRequest,
): PruneAnswer {
  const named = new Map(Object.entries(rates));
  const ranked = [...named].filter(([, rate]) => rate > 0);
  const [, together = 0] = ranked[0] ?? [];
  const began = performance.now();
  const sets: PrunedSet[] = [];
  let writing = 0;
  let masks: Masks = start ?? fullMasks(weights, named.keys());
  for (let round = 1; round <= Math.max(0, ...rounds); round++) {
    masks =
      criterion === 'layerwise-magnitude'
        ? layerwiseMagnitude(weights, masks, named)
        : globalMagnitude(
            weights,
            masks,
            ranked.map(([name]) => name),
            together,
          );
    if (!rounds.includes(round)) continue;
    const name = `${set}-${round}`;
    const before = performance.now();
    addMasks(folder, name, masks);
    writing += performance.now() - before;
    sets.push({ round, set: name, survivors: Object.fromEntries(countSurvivors(masks)) });
  }
  return { seconds: (performance.now() - began - writing) / 1000, sets };
}
