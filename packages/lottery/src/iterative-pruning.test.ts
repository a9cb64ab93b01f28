import { Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import {
  fullMasks,
  isNested,
  iterativePruning,
  layerwiseMagnitude,
  oneShot,
  percentRemaining,
  rewind,
} from './index.ts';
import type { Masks, Round, Tensors } from './index.ts';

// Linear regression y = 3 x0 - 2 x5 by gradient descent on survivors: only two of ten weights matter.
const FEATURES = 10;
const draws = new Stream('toy regression');
const inputs = Array.from({ length: 64 }, () =>
  Array.from({ length: FEATURES }, () => draws.normal()),
);
const targets = inputs.map((x) => 3 * x[0]! - 2 * x[5]!);
const initial: Tensors = new Map([
  ['w', Float32Array.from({ length: FEATURES }, () => 0.1 * draws.normal())],
]);

function descend(start: Tensors, masks: Masks, steps: number): Map<string, Float32Array> {
  const w = start.get('w')!.slice();
  const mask = masks.get('w')!;
  for (let step = 0; step < steps; step++) {
    const gradient = new Float64Array(FEATURES);
    inputs.forEach((x, n) => {
      const error = x.reduce((sum, value, i) => sum + value * w[i]!, 0) - targets[n]!;
      x.forEach((value, i) => (gradient[i]! += (2 * error * value) / inputs.length));
    });
    for (let i = 0; i < FEATURES; i++) if (mask[i] === 1) w[i]! -= 0.1 * gradient[i]!;
  }
  return new Map([['w', w]]);
}

const train = (start: Tensors, masks: Masks) => ({ final: descend(start, masks, 100) });
const prune = (final: Tensors, masks: Masks) =>
  layerwiseMagnitude(final, masks, new Map([['w', 0.4]]));

test('iterative pruning finds the two weights that matter and rewinds them', async () => {
  const rounds: Round[] = [];
  const last = await iterativePruning({
    initial,
    rounds: 3,
    prune,
    train,
    onRound: (round) => void rounds.push(round),
  });
  // 10 -> 6 -> 4 -> 2 survivors: 40% of 6 is 2.4, of 4 is 1.6.
  expect(rounds.map(({ masks }) => percentRemaining(masks))).toEqual([100, 60, 40, 20]);
  expect([...last.masks.get('w')!]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  expect(last.final.get('w')![0]).toBeCloseTo(3, 4);
  expect(last.final.get('w')![5]).toBeCloseTo(-2, 4);
  rounds.forEach(({ start, final, masks, round }, i) => {
    expect(round).toBe(i);
    expect(start).toEqual(rewind(initial, masks));
    expect(final).toEqual(rewind(final, masks));
    if (i > 0) expect(isNested(masks, rounds[i - 1]!.masks)).toBe(true);
  });
});

test('rewinding to iteration k starts every later round from the dense run at k', async () => {
  const starts: Tensors[] = [];
  const dense = fullMasks(initial);
  const last = await iterativePruning({
    initial,
    rounds: 2,
    prune,
    train: async (start, masks, round) => {
      starts.push(start);
      const rewindPoint = descend(start, masks, 5);
      // Later rounds return one too, which must be ignored.
      return { final: descend(rewindPoint, masks, round === 0 ? 95 : 100), rewindPoint };
    },
  });
  const atFive = descend(initial, dense, 5);
  expect(starts[0]).toEqual(initial);
  expect(starts[1]!.get('w')!.filter((value) => value !== 0)).toHaveLength(6);
  expect(starts[2]).toEqual(rewind(atFive, last.masks));
});

test('one-shot trains twice and prunes once', async () => {
  const seen: number[] = [];
  const last = await oneShot({
    initial,
    prune: (final, masks) => layerwiseMagnitude(final, masks, new Map([['w', 0.8]])),
    train: (start, masks, round) => {
      seen.push(round);
      return train(start, masks);
    },
  });
  expect(seen).toEqual([0, 1]);
  expect([...last.masks.get('w')!]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
});

test('zero rounds is one dense training, and masks may be given', async () => {
  const masks = new Map([['w', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0)]]);
  const last = await iterativePruning({ initial, masks, rounds: 0, prune, train });
  expect(last.round).toBe(0);
  expect(last.masks).toBe(masks);
});

const broken = () => {
  throw new Error('diverged');
};

test('an error of the trainer passes through, and rounds are checked first', async () => {
  await expect(iterativePruning({ initial, rounds: 1, prune, train: broken })).rejects.toThrow(
    'diverged',
  );
  await expect(iterativePruning({ initial, rounds: -1, prune, train: broken })).rejects.toThrow(
    'rounds is -1',
  );
});
