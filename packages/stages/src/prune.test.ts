import { removals } from '@sweepstake/lottery';
import { modelByName } from '@sweepstake/models';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import { initialWeights } from './initial-weights.ts';
import type { Initial, InitialPruneStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { readSurvivors } from './survivors.ts';
import { readTicket } from './ticket.ts';
import {
  tinyContext,
  tinyPruning,
  tinyResidual,
  tinyTicket,
  tinyTraining,
  withStore,
} from './tiny.testing.ts';

const rates = { hidden: 0.2, output: 0.1 };
const at = { seed: 0, trial: 1 };
const dense = tinyTraining();
const order = { ...at, round: 1 };

/** Of the entries of largest magnitude, by a sort. */
const maskOf = (weights: Float32Array, kept: number): Uint8Array => {
  const order = [...weights.keys()].sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!));
  const survivors = new Set(order.slice(0, kept));
  return Uint8Array.from(weights, (_, i) => (survivors.has(i) ? 1 : 0));
};

/** Survivors after so many rounds of a rate, each rounded for itself. */
function left(size: number, rate: number, rounds: number): number {
  let kept = size;
  for (let round = 0; round < rounds; round++) kept -= removals(rate, kept);
  return kept;
}

const sizes = { 'fc1.weight': 96, 'fc2.weight': 72, 'fc3.weight': 18 };
const rateOf = (name: string): number => (name === 'fc3.weight' ? rates.output : rates.hidden);

test('seven rounds at once leave the counts of seven rounds, the largest of the weights trained once', () =>
  withStore(async (store) => {
    const seven = tinyPruning(dense, { rounds: 7 });
    for (const stage of [dense, seven]) await executeStage(stage, tinyContext(store));
    const { masks, initial } = readTicket(store, stageIdOf(seven));
    expect(initial).toBe('init(0,1)');
    const { weights } = readSurvivors(store, stageIdOf(dense));
    for (const [name, size] of Object.entries(sizes)) {
      const kept = left(size, rateOf(name), 7);
      expect(masks.get(name), name).toEqual(maskOf(weights.get(name)!, kept));
    }
    // 96, 77, 62, 50, 40, 32, 26, 21: 96 (1 - 0.2)^7, rounded once, would be 20.
    expect(left(96, 0.2, 7)).toBe(21);
    // 18, 16, 14, 13, 12, 11, 10, 9.
    expect(left(18, 0.1, 7)).toBe(9);
  }));

test('rounds at once of layers that are ranked together have the counts of such rounds', () =>
  withStore(async (store) => {
    const residual = tinyResidual();
    const more = { criterion: 'global-magnitude', rates: { convolution: 0.2 }, rounds: 3 } as const;
    const thrice = tinyPruning(residual, more);
    for (const stage of [residual, thrice]) await executeStage(stage, tinyContext(store));
    const { masks } = readTicket(store, stageIdOf(thrice));
    const ones = [...masks].reduce((sum, [, mask]) => sum + mask.reduce((a, b) => a + b, 0), 0);
    // 1,206 convolution weights are pruned, 120 of shortcuts and output are not.
    expect(ones).toBe(left(1206, 0.2, 3) + 120);
  }));

test.each([0, 0.1])(
  'pruning theta_0 keeps its largest weights, with standard deviation %d, and trains nothing',
  (initialStd) =>
    withStore(async (store) => {
      const small: InitialPruneStage = {
        kind: 'prune',
        criterion: 'initial-magnitude',
        network: 'mlp-8-12-6-3',
        ...at,
        initialStd,
        rates,
        rounds: 3,
      };
      const mask = await executeStage(small, tinyContext(store));
      const { masks, initial } = readTicket(store, mask);
      expect(initial).toBe(initialStd === 0 ? 'init(0,1)' : 'init(0,1) std=0.1');
      const theta0 = initialWeights(modelByName('mlp-8-12-6-3'), initial);
      const counts = Object.entries(sizes).map(
        ([name, size]) => [name, left(size, rateOf(name), 3)] as const,
      );
      for (const [name, kept] of counts)
        expect(masks.get(name)).toEqual(maskOf(theta0.get(name)!, kept));
      const record = store.record(mask).record as { survivors: unknown };
      expect(record.survivors).toEqual(Object.fromEntries(counts));

      // The ticket trains from what was ranked.
      const ticket = tinyTicket(mask, { initialStd, keep: [0] });
      const start = readSurvivors(store, await executeStage(ticket, tinyContext(store)), 0);
      expect(start.masks).toEqual(masks);
      for (const [name, tensor] of theta0)
        expect(start.weights.get(name)).toEqual(
          tensor.map((w, i) => (masks.get(name)?.[i] === 0 ? 0 : w)),
        );
    }),
);

test('a chain of one standard deviation names it in its tickets and random masks', () =>
  withStore(async (store) => {
    const wide = tinyTraining({ initialStd: 0.1 });
    const prune = tinyPruning(wide);
    const like = stageIdOf(prune);
    const random = { kind: 'prune', criterion: 'random', like, ...order, replicate: 0 } as const;
    const noise: Initial = { kind: 'noise', ...order, replicate: 0, deviation: 0.5 };
    const noisy = tinyTicket(like, { initialStd: 0.1, initial: noise });
    const after = tinyPruning(noisy);
    for (const stage of [wide, prune, random, noisy, after])
      await executeStage(stage, tinyContext(store));
    const named = [prune, random, after].map((one) => readTicket(store, stageIdOf(one)).initial);
    expect(named).toEqual([
      'init(0,1) std=0.1',
      'reinit(0,1,1,0) std=0.1',
      'noise(0,1,1,0) deviation=0.5 std=0.1',
    ]);
  }));
