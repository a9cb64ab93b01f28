import { Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import {
  emptied,
  fullMasks,
  globalMagnitude,
  isNested,
  layerwiseMagnitude,
  percentRemaining,
  removals,
} from './index.ts';
import type { Masks, Tensors } from './index.ts';

const tensors = (record: Record<string, number[]>): Map<string, Float32Array> =>
  new Map(Object.entries(record).map(([name, values]) => [name, Float32Array.from(values)]));
const bytes = (record: Record<string, number[]>): Map<string, Uint8Array> =>
  new Map(Object.entries(record).map(([name, values]) => [name, Uint8Array.from(values)]));
const rates = (record: Record<string, number>): Map<string, number> =>
  new Map(Object.entries(record));

const prune = (values: number[], mask: number[], rate: number): number[] => [
  ...layerwiseMagnitude(tensors({ w: values }), bytes({ w: mask }), rates({ w: rate })).get('w')!,
];

test.each<[string, number[], number[], number, number[]]>([
  ['the smallest magnitudes go', [3, -1, 2, -4], [1, 1, 1, 1], 0.5, [1, 0, 0, 1]],
  ['removed weights are not ranked', [3, 0, 2, -4], [1, 0, 1, 1], 0.34, [1, 0, 0, 1]],
  ['all-equal scores go by flat index', [1, 1, -1, 1, 1], [1, 1, 1, 1, 1], 0.4, [0, 0, 1, 1, 1]],
  ['ties at the cut-off keep the count', [1, 2, 2, 2, 3], [1, 1, 1, 1, 1], 0.6, [0, 0, 0, 1, 1]],
  ['0 and -0 are equal', [-0, 0, 0, 5], [1, 1, 1, 1], 0.5, [0, 0, 1, 1]],
  ['a half is rounded up', [1, 2, 3, 4, 5], [1, 1, 1, 1, 1], 0.5, [0, 0, 0, 1, 1]],
  ['less than a half is rounded down', [1, 2, 3, 4], [1, 1, 1, 1], 0.1, [1, 1, 1, 1]],
  ['rate 0 keeps all', [1, 2], [1, 0], 0, [1, 0]],
  ['infinity is largest', [Infinity, 1, -Infinity, 2], [1, 1, 1, 1], 0.5, [1, 0, 1, 0]],
  ['subnormals are ordered', [3e-45, 1e-45, 0, 1e-38], [1, 1, 1, 1], 0.5, [1, 0, 0, 1]],
])('layer-wise: %s', (_, values, mask, rate, expected) => {
  expect(prune(values, mask, rate)).toEqual(expected);
});

test('layer-wise: each parameter has its own rate and loses its own smallest', () => {
  const weights = tensors({ a: [1, 2, 3, 4], b: [10, 20, 30, 40], bias: [0, 0] });
  const masks = fullMasks(weights, ['a', 'b']);
  expect(layerwiseMagnitude(weights, masks, rates({ a: 0.5, b: 0.25 }))).toEqual(
    bytes({ a: [0, 0, 1, 1], b: [0, 1, 1, 1] }),
  );
  expect(masks).toEqual(bytes({ a: [1, 1, 1, 1], b: [1, 1, 1, 1] }));
});

test('global: parameters are ranked together and others are kept', () => {
  const weights = tensors({ a: [1, 9, 3], b: [2, 8, 7], out: [0, 0] });
  expect(globalMagnitude(weights, fullMasks(weights), ['a', 'b'], 0.5)).toEqual(
    bytes({ a: [0, 1, 0], b: [0, 1, 1], out: [1, 1] }),
  );
});

test('global: ties go by sorted name and flat index, whatever the order of names and maps', () => {
  const weights = tensors({ b: [1, 1, 1], a: [1, 1, 1] });
  const expected = bytes({ a: [0, 0, 1], b: [1, 1, 1] });
  for (const names of [
    ['a', 'b'],
    ['b', 'a'],
    ['b', 'a', 'b'],
  ]) {
    expect(globalMagnitude(weights, fullMasks(weights), names, 0.4)).toEqual(expected);
  }
});

const code = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect((error as Error).message).not.toContain('\n');
    return (error as Error & { code: string }).code.replace('SWEEPSTAKE_LOTTERY_', '');
  }
  throw new Error('nothing was thrown');
};

test.each<[string, Tensors, Masks, Record<string, number>, string]>([
  ['a rate above 1', tensors({ w: [1, 2] }), bytes({ w: [1, 1] }), { w: 1.1 }, 'RATE'],
  ['a rate below 0', tensors({ w: [1, 2] }), bytes({ w: [1, 1] }), { w: -0.1 }, 'RATE'],
  ['a rate that is NaN', tensors({ w: [1, 2] }), bytes({ w: [1, 1] }), { w: NaN }, 'RATE'],
  ['a NaN weight', tensors({ w: [1, NaN] }), bytes({ w: [1, 1] }), { w: 0.5 }, 'NAN'],
  ['a NaN weight at rate 0', tensors({ w: [1, NaN] }), bytes({ w: [1, 1] }), { w: 0 }, 'NAN'],
  ['a mask value of 2', tensors({ w: [1, 2] }), bytes({ w: [1, 2] }), { w: 0.5 }, 'MASK_VALUE'],
  ['another length', tensors({ w: [1, 2] }), bytes({ w: [1] }), { w: 0.5 }, 'LENGTH'],
  ['a mask without weights', tensors({}), bytes({ w: [1] }), { w: 0.5 }, 'UNKNOWN_NAME'],
  ['a rate without a mask', tensors({ w: [1] }), bytes({}), { w: 0.5 }, 'UNKNOWN_NAME'],
  ['a mask without a rate', tensors({ w: [1] }), bytes({ w: [1] }), {}, 'NO_RATE'],
  ['a whole layer', tensors({ w: [1, 2] }), bytes({ w: [1, 1] }), { w: 1 }, 'PRUNED_AWAY'],
  ['a last weight', tensors({ w: [1, 2] }), bytes({ w: [1, 0] }), { w: 0.5 }, 'PRUNED_AWAY'],
])('%s is refused', (_, weights, masks, record, expected) => {
  expect(code(() => layerwiseMagnitude(weights, masks, rates(record)))).toBe(expected);
});

test('global pruning may empty a layer, which is then named, but not all of them', () => {
  const weights = tensors({ small: [1, 1], large: [5, 6, 7], out: [0] });
  const pruned = globalMagnitude(weights, fullMasks(weights), ['small', 'large'], 0.4);
  expect(pruned).toEqual(bytes({ small: [0, 0], large: [1, 1, 1], out: [1] }));
  expect(emptied(pruned)).toEqual(['small']);
  const again = globalMagnitude(weights, pruned, ['small', 'large'], 0.4);
  expect(again).toEqual(bytes({ small: [0, 0], large: [0, 1, 1], out: [1] }));
  expect(() => globalMagnitude(weights, again, ['small', 'large'], 1)).toThrow(
    'large, small would be pruned away entirely (its last 2 weights); lower its rate or prune fewer rounds',
  );
});

test('convolutions are ranked together while shortcut and output are counted and kept', () => {
  const weights = tensors({ stem: [1, 9], down: [0, 0], conv: [2, 8], fc: [0, 0, 0, 0] });
  const pruned = globalMagnitude(weights, fullMasks(weights), ['stem', 'conv'], 0.5);
  expect(pruned).toEqual(bytes({ stem: [0, 1], down: [1, 1], conv: [0, 1], fc: [1, 1, 1, 1] }));
  expect(percentRemaining(pruned)).toBe(80);
});

/** The same rule by sorting, written as its definition. */
function naive(
  weights: Tensors,
  masks: Masks,
  names: string[],
  rate: number,
): Map<string, Uint8Array> {
  const survivors = names.flatMap((name, part) =>
    Array.from(masks.get(name)!, (value, index) => ({ name, part, index, value }))
      .filter(({ value }) => value === 1)
      .map((entry) => ({ ...entry, score: Math.abs(weights.get(name)![entry.index]!) })),
  );
  survivors.sort((a, b) => a.score - b.score || a.part - b.part || a.index - b.index);
  const pruned = new Map(Array.from(masks, ([name, mask]) => [name, mask.slice()]));
  for (const { name, index } of survivors.slice(0, removals(rate, survivors.length))) {
    pruned.get(name)![index] = 0;
  }
  return pruned;
}

test('both criteria equal a sort on random weights with many ties, and masks nest', () => {
  for (let seed = 0; seed < 200; seed++) {
    const draws = new Stream(`criteria(${seed})`);
    const coarse = draws.below(2) === 0;
    const tensor = (): Float32Array =>
      Float32Array.from({ length: 40 + draws.below(200) }, () =>
        coarse ? draws.below(9) - 4 : draws.normal(),
      );
    const weights = new Map([
      ['c', tensor()],
      ['a', tensor()],
      ['b', tensor().subarray(3)],
    ]);
    const sorted = ['a', 'b', 'c'];
    const masks = fullMasks(weights);
    for (const mask of masks.values()) {
      for (let i = 4; i < mask.length; i++) mask[i] = draws.below(3) === 0 ? 0 : 1;
    }
    const rate = draws.uniform() * 0.5;
    const layers = layerwiseMagnitude(weights, masks, new Map(sorted.map((name) => [name, rate])));
    for (const name of sorted) {
      const expected = naive(weights, masks, [name], rate).get(name);
      expect(layers.get(name), `seed ${seed}, ${name}`).toEqual(expected);
    }
    const pooled = naive(weights, masks, sorted, rate);
    const global = globalMagnitude(weights, masks, weights.keys(), rate);
    expect(global, `seed ${seed}`).toEqual(pooled);
    expect(isNested(global, masks), `seed ${seed}`).toBe(true);
    expect(isNested(layers, masks), `seed ${seed}`).toBe(true);
  }
});
