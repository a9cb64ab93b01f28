import { expect, test } from 'vitest';
import { load } from './load.ts';
import { locate } from './locate.ts';

const present =
  Boolean(process.env['SWEEPSTAKE_DATA']) &&
  (await locate('cifar-10', { env: process.env })).files.some(({ status }) => status !== 'missing');
const skip = !present && process.env['CI'] !== 'true';
const why = skip ? ' (skipped: SWEEPSTAKE_DATA does not name a folder that has CIFAR-10)' : '';
if (skip) console.log(`tests of CIFAR-10${why}`);
const real = skip ? test.skip : test;
const MISSING = 'CI=true needs SWEEPSTAKE_DATA to name a folder that has CIFAR-10';

function counts(targets: ArrayLike<number>): number[] {
  const count = Array<number>(10).fill(0);
  for (let i = 0; i < targets.length; i++) count[targets[i]!]!++;
  return count;
}

real(
  `CIFAR-10 has its published counts per class, its order and its first values${why}`,
  async () => {
    if (!present) expect.fail(MISSING);
    const { train, test: held } = await load('cifar-10', { env: process.env });
    expect([train.count, held.count]).toEqual([50_000, 10_000]);
    expect(counts(train.targets)).toEqual(Array(10).fill(5_000));
    expect(counts(held.targets)).toEqual(Array(10).fill(1_000));
    expect(counts(train.targets.subarray(0, 10_000))).toEqual([
      1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981,
    ]);
    // The first image, as every reader of CIFAR-10 shows it: a frog.
    expect([...train.targets.subarray(0, 5)]).toEqual([6, 9, 9, 4, 1]);
    expect([...train.inputs.subarray(0, 5)]).toEqual([59, 43, 50, 68, 98]);
  },
);

real(
  `the constants of its default scaling are mean and deviation of the training images${why}`,
  async () => {
    if (!present) expect.fail(MISSING);
    const { train } = await load('cifar-10', { env: process.env });
    const { divisor, offset } = train.scaling;
    for (const channel of [0, 1, 2]) {
      const times = new Float64Array(256);
      for (let i = 0; i < train.count; i++) {
        const start = (3 * i + channel) * 1024;
        for (let p = start; p < start + 1024; p++) times[train.inputs[p]!]!++;
      }
      // Sums of whole numbers below 2^53 are exact.
      const total = train.count * 1024;
      const sum = times.reduce((all, count, value) => all + count * value, 0);
      const squares = times.reduce((all, count, value) => all + count * value * value, 0);
      const mean = sum / total;
      const deviation = Math.sqrt(squares / total - mean * mean);
      const std = divisor[channel]! / 255;
      expect(Math.abs(std - deviation / 255)).toBeLessThan(0.00005);
      expect(Math.abs(offset[channel]! * std - mean / 255)).toBeLessThan(0.00005);
      let scaledSum = 0;
      let scaledSquares = 0;
      times.forEach((count, value) => {
        const x = Math.fround(Math.fround(value / divisor[channel]!) - offset[channel]!);
        scaledSum += count * x;
        scaledSquares += count * x * x;
      });
      expect(scaledSum / total).toBeCloseTo(0, 3);
      expect(scaledSquares / total).toBeCloseTo(1, 3);
    }
  },
);
