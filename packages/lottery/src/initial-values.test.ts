import { Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import { addNoise, resample } from './index.ts';

const initial = new Map([
  ['v', Float32Array.of(1, 2, 3, 4, 5, 6)],
  ['bias', Float32Array.of(7, 8)],
]);
const masks = new Map([['v', Uint8Array.of(0, 1, 0, 1, 0, 1)]]);
const counting = (name: string) => {
  expect(name).toBe('v');
  let next = 0;
  return { below: (n: number) => next++ % n };
};

test('every entry is drawn from the survivors of its own tensor, and what has no mask is copied', () => {
  const drawn = resample(initial, masks, counting);
  expect(drawn).toEqual(
    new Map([
      ['v', Float32Array.of(2, 4, 6, 2, 4, 6)],
      ['bias', Float32Array.of(7, 8)],
    ]),
  );
  expect(drawn.get('bias')).not.toBe(initial.get('bias'));
  expect(initial.get('v')).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
});

test('a tensor without a survivor is 0, and a mask of another length is refused', () => {
  const none = new Map([['v', new Uint8Array(6)]]);
  expect(resample(initial, none, counting).get('v')).toEqual(new Float32Array(6));
  const short = new Map([['v', new Uint8Array(5)]]);
  expect(() => resample(initial, short, counting)).toThrow('mask of v has 5 entries');
});

test('drawn with replacement, each survivor comes up equally often', () => {
  const values = Float32Array.from({ length: 40_000 }, (_, i) => i % 8);
  const mask = Uint8Array.from(values, (_, i) => (i < 4 ? 1 : 0));
  const drawn = resample(
    new Map([['w', values]]),
    new Map([['w', mask]]),
    (name) => new Stream(name),
  ).get('w')!;
  for (const value of [0, 1, 2, 3]) {
    const count = drawn.filter((one) => one === value).length;
    // Binomial with mean 10,000 and standard deviation 87.
    expect(Math.abs(count - 10_000)).toBeLessThan(4 * 87);
  }
});

test('noise is added in float64 and rounded once, each tensor with its own deviation', () => {
  const weights = new Map([
    ['v', Float32Array.of(0.1, -0.2, 1e8)],
    ['w', Float32Array.of(0.3)],
    ['scale', Float32Array.of(1)],
  ]);
  const deviations = new Map([
    ['v', 0.3],
    ['w', 2],
    ['scale', 0],
  ]);
  const asked: string[] = [];
  const noisy = addNoise(weights, deviations, (name) => {
    asked.push(name);
    let next = 0;
    return () => ++next / 7;
  });
  const f = Math.fround;
  expect([...noisy.get('v')!]).toEqual([
    f(f(0.1) + 0.3 * (1 / 7)),
    f(f(-0.2) + 0.3 * (2 / 7)),
    f(1e8 + 0.3 * (3 / 7)),
  ]);
  expect([...noisy.get('w')!]).toEqual([f(f(0.3) + 2 * (1 / 7))]);
  expect([...noisy.get('scale')!]).toEqual([1]);
  expect(asked).toEqual(['v', 'w']);
});

test('the spread of noisy weights is that of both together', () => {
  const count = 50_000;
  const normals = (name: string) => {
    const stream = new Stream(name);
    return () => stream.normal();
  };
  const draw = normals('theta');
  const weights = new Map([['w', Float32Array.from({ length: count }, () => 0.05 * draw())]]);
  const noisy = addNoise(weights, new Map([['w', 3 * 0.05]]), normals).get('w')!;
  const variance = noisy.reduce((sum, w) => sum + w * w, 0) / count;
  // 0.05^2 (1 + 3^2); the relative standard error of the variance is sqrt(2 / n).
  const expected = 0.05 ** 2 * 10;
  expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
});
