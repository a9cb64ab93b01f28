import { expect, test } from 'vitest';
import { names } from './names.ts';
import { Stream } from './stream.ts';

const take = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

// Computed from the definition by a Python program (hashlib, big integers, statistics.NormalDist).
test('the first values of named streams are pinned', () => {
  const words = new Stream('split(0,0)');
  expect(take(6, () => words.uint32())).toEqual([
    2621881762, 2691440930, 3457944437, 362701083, 1827976044, 4201127396,
  ]);
  const uniforms = new Stream('init(0,0)');
  expect(take(4, () => uniforms.uniform())).toEqual([
    0.19405390999256, 0.013370648345135905, 0.6586118780376155, 0.39062330234230624,
  ]);
  const order = new Stream('order(0,0,0,0)');
  expect([...order.permutation(10)]).toEqual([8, 5, 7, 9, 6, 0, 4, 3, 2, 1]);
  expect(order.position).toBe(9);
});

test('the first normals are the quantiles of the first uniforms, and their bits are pinned', () => {
  const normals = new Stream('init(0,0):fc1.weight');
  const values = take(4, () => normals.normal());
  expect(values).toEqual([
    0.5175545430176727, 0.7790225293129379, -0.38811591258718503, -0.485142018144122,
  ]);
  const quantiles = [
    0.5175545430176728, 0.779022529312938, -0.38811591258718503, -0.485142018144122,
  ];
  values.forEach((value, i) => expect(value).toBeCloseTo(quantiles[i]!, 14));
});

test('position counts 32-bit draws and continues from anywhere', () => {
  const whole = new Stream('anywhere');
  const draws = take(40, () => whole.uint32());
  expect(whole.position).toBe(40);
  for (let start = 0; start < 40; start++) {
    const stream = new Stream('anywhere');
    stream.position = start;
    expect(stream.position).toBe(start);
    expect(take(40 - start, () => stream.uint32())).toEqual(draws.slice(start));
  }
});

test('a saved position restores uniforms and normals in mid-block', () => {
  const stream = new Stream('saved');
  stream.uint32();
  stream.normal();
  const saved = stream.position;
  const expected = [stream.uniform(), stream.normal(), stream.below(1000)];
  stream.position = saved;
  expect([stream.uniform(), stream.normal(), stream.below(1000)]).toEqual(expected);
  expect(saved).toBe(3);
});

test('a position beyond 2^34 reaches the second counter word', () => {
  const stream = new Stream('far');
  stream.position = 2 ** 34;
  const beyond = stream.uint32();
  expect(stream.position).toBe(2 ** 34 + 1);
  stream.position = 0;
  expect(stream.uint32()).not.toBe(beyond);
});

test.each([-1, 1.5, Number.NaN, 2 ** 53])('position %d is refused', (position) => {
  const stream = new Stream('refuses');
  expect(() => (stream.position = position)).toThrow(
    `stream 'refuses': position ${position} is not`,
  );
});

test.each([0, -3, 2.5, Number.NaN, 2 ** 32 + 1])('bound %d is refused', (bound) => {
  expect(() => new Stream('refuses').below(bound)).toThrow(
    `stream 'refuses': bound ${bound} is not`,
  );
});

test('below throws away draws beyond the largest multiple, so that it is unbiased', () => {
  // 3 * 2^30: without rejection the lowest third would come twice as often as the rest.
  const stream = new Stream('unbiased');
  const third = 2 ** 30;
  const counts = [0, 0, 0];
  for (let i = 0; i < 30_000; i++) counts[Math.floor(stream.below(3 * third) / third)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
  expect(stream.position).toBeGreaterThan(38_000);
});

test('below(2^32) is the draw itself and below(1) is 0', () => {
  const stream = new Stream('ends');
  const same = new Stream('ends');
  expect(stream.below(2 ** 32)).toBe(same.uint32());
  expect(stream.below(1)).toBe(0);
});

test('uniforms have mean 1/2, variance 1/12 and fill ten bins evenly', () => {
  const stream = new Stream('statistics');
  const n = 100_000;
  const bins = new Float64Array(10);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const u = stream.uniform();
    sum += u;
    squares += (u - 0.5) * (u - 0.5);
    bins[Math.floor(u * 10)]!++;
  }
  expect(Math.abs(sum / n - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(squares / n - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / n));
  const chiSquare = bins.reduce((total, count) => total + (count - n / 10) ** 2 / (n / 10), 0);
  expect(chiSquare).toBeLessThan(40); // 9 degrees of freedom; probability 1e-5
});

test('normals have the moments of a standard normal', () => {
  const stream = new Stream('moments');
  const n = 200_000;
  const moments = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = stream.normal();
    for (let k = 0; k < 4; k++) moments[k]! += x ** (k + 1) / n;
  }
  // Variances of x, x^2, x^3, x^4 under the standard normal: 1, 2, 15, 96.
  const expected = [0, 1, 0, 3];
  const variances = [1, 2, 15, 96];
  moments.forEach((moment, k) =>
    expect(Math.abs(moment - expected[k]!)).toBeLessThan(5 * Math.sqrt(variances[k]! / n)),
  );
});

test('permutation holds every number once, and each of the 6 orders of 3 comes equally often', () => {
  expect([...new Stream('once').permutation(1000)].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 1000 }, (_, i) => i),
  );
  const counts = new Map<string, number>();
  const stream = new Stream('orders');
  for (let i = 0; i < 6000; i++) {
    const order = stream.permutation(3).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  expect([...stream.permutation(0)]).toEqual([]);
});

test('streams of neighbouring names are uncorrelated', () => {
  const n = 20_000;
  const streams = [
    names.split({ seed: 0, trial: 0 }),
    names.split({ seed: 0, trial: 1 }),
    names.split({ seed: 1, trial: 0 }),
    names.init({ seed: 0, trial: 0 }),
  ].map((name) => {
    const stream = new Stream(name);
    return take(n, () => stream.uniform() - 0.5);
  });
  for (let a = 0; a < streams.length; a++) {
    for (let b = 0; b < a; b++) {
      const product = streams[a]!.reduce((sum, value, i) => sum + value * streams[b]![i]!, 0);
      expect(Math.abs((product * 12) / n)).toBeLessThan(5 / Math.sqrt(n));
    }
  }
});
