import { Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import {
  checkMasks,
  countSurvivors,
  fullMasks,
  intersection,
  isNested,
  maskOverlap,
  randomMasks,
  randomSparse,
  reinitialise,
  rewind,
  union,
} from './index.ts';

const a = new Map([
  ['v', Uint8Array.of(1, 1, 0, 0)],
  ['w', Uint8Array.of(1, 0)],
]);
const b = new Map([
  ['v', Uint8Array.of(1, 0, 1, 0)],
  ['w', Uint8Array.of(1, 0)],
]);

test('intersection, union, nestedness and overlap of small masks', () => {
  expect(intersection(a, b).get('v')).toEqual(Uint8Array.of(1, 0, 0, 0));
  expect(union(a, b).get('v')).toEqual(Uint8Array.of(1, 1, 1, 0));
  expect(isNested(intersection(a, b), a)).toBe(true);
  expect(isNested(a, b)).toBe(false);
  expect(isNested(a, union(a, b))).toBe(true);
  expect(maskOverlap(a, b)).toBe(2 / 4);
  expect(maskOverlap(a, a)).toBe(1);
});

test('masks that differ in names or lengths are not compared', () => {
  expect(() => isNested(a, new Map([['v', a.get('v')!]]))).toThrow("no mask named 'w'");
  expect(() => union(new Map([['v', a.get('v')!]]), a)).toThrow("no mask named 'w'");
  const short = new Map([...a, ['w', Uint8Array.of(1)] as const]);
  expect(() => maskOverlap(a, short)).toThrow('mask of w has 2 entries, but its other mask has 1');
});

test('masks and weights are checked both ways', () => {
  const weights = new Map([
    ['v', new Float32Array(4)],
    ['w', new Float32Array(2)],
    ['bias', new Float32Array(1)],
  ]);
  checkMasks(a, weights, ['v', 'w']);
  expect(() => checkMasks(a, weights, ['u'])).toThrow("there is no mask named 'u'; there are v, w");
  weights.delete('w');
  expect(() => checkMasks(a, weights)).toThrow("there is no weight named 'w'");
  expect(() => fullMasks(weights, ['nowhere'])).toThrow("no weight named 'nowhere'");
});

test('rewinding keeps survivors, zeroes the rest, copies biases and changes nothing', () => {
  const initial = new Map([
    ['v', Float32Array.of(1, -2, 3, -4)],
    ['w', Float32Array.of(5, 6)],
    ['bias', Float32Array.of(7)],
  ]);
  const ticket = rewind(initial, a);
  expect([...ticket.values()].map((tensor) => [...tensor])).toEqual([[1, -2, 0, 0], [5, 0], [7]]);
  ticket.get('bias')![0] = 0;
  expect(initial.get('bias')![0]).toBe(7);
  expect(initial.get('v')![3]).toBe(-4);
  expect(reinitialise(initial, a)).toEqual({ weights: rewind(initial, a), masks: a });
});

test('removed infinities and NaNs become 0 as well', () => {
  const wild = new Map([['w', Float32Array.of(1, NaN)]]);
  expect(rewind(wild, new Map([['w', Uint8Array.of(1, 0)]])).get('w')).toEqual(
    Float32Array.of(1, 0),
  );
});

test('random masks are drawn as a partial Fisher-Yates shuffle', () => {
  // Always the last of what is left: 3, then 0 (swapped to the end), of four entries.
  const last = { below: (n: number) => n - 1 };
  expect(randomMasks(new Map([['v', Uint8Array.of(1, 1, 0, 0)]]), last).get('v')).toEqual(
    Uint8Array.of(1, 0, 0, 1),
  );
  const first = { below: () => 0 };
  expect(randomMasks(b, first).get('v')).toEqual(Uint8Array.of(1, 1, 0, 0));
});

test('random masks keep per-layer counts and do not depend on the order of the map', () => {
  for (let seed = 0; seed < 50; seed++) {
    const draws = new Stream(`counts(${seed})`);
    const mask = (): Uint8Array => Uint8Array.from({ length: 60 }, () => draws.below(2));
    const ticket = new Map([
      ['q', mask()],
      ['p', mask()],
    ]);
    const random = randomMasks(ticket, new Stream(`mask(${seed})`));
    const swapped = randomMasks(new Map([...ticket].toReversed()), new Stream(`mask(${seed})`));
    expect(countSurvivors(random), `seed ${seed}`).toEqual(countSurvivors(ticket));
    expect([...random.keys()]).toEqual(['q', 'p']);
    expect(swapped.get('p'), `seed ${seed}`).toEqual(random.get('p'));
    expect(swapped.get('q'), `seed ${seed}`).toEqual(random.get('q'));
  }
});

test('every place is chosen about equally often', () => {
  const draws = new Stream('uniform places');
  const ticket = new Map([['w', Uint8Array.of(1, 1, 0, 0, 0)]]);
  const hits = [0, 0, 0, 0, 0];
  for (let i = 0; i < 5000; i++) {
    randomMasks(ticket, draws)
      .get('w')!
      .forEach((value, place) => (hits[place]! += value));
  }
  // Binomial(5000, 0.4): five standard deviations are 173.
  for (const hit of hits) expect(Math.abs(hit - 2000)).toBeLessThan(173);
});

test('random sparsity puts the initial weights under random masks', () => {
  const initial = new Map([
    ['v', Float32Array.of(1, 2, 3, 4)],
    ['w', Float32Array.of(5, 6)],
  ]);
  const { weights, masks } = randomSparse(initial, a, new Stream('mask(0)'));
  expect(countSurvivors(masks)).toEqual(countSurvivors(a));
  expect(weights).toEqual(rewind(initial, masks));
});
