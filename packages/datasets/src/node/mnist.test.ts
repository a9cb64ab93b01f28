import { expect, test } from 'vitest';
import { load } from './load.ts';
import { locate } from './locate.ts';

const present =
  Boolean(process.env['SWEEPSTAKE_DATA']) &&
  (await locate('mnist', { env: process.env })).files.some(({ status }) => status !== 'missing');
const skip = !present && process.env['CI'] !== 'true';
const why = skip ? ' (skipped: SWEEPSTAKE_DATA does not name a folder that has MNIST)' : '';
if (skip) console.log(`tests of MNIST${why}`);
const real = skip ? test.skip : test;

function counts(targets: ArrayLike<number>): number[] {
  const count = Array<number>(10).fill(0);
  for (let i = 0; i < targets.length; i++) count[targets[i]!]!++;
  return count;
}

real(`MNIST has its published counts per class${why}`, async () => {
  if (!present) expect.fail('CI=true needs SWEEPSTAKE_DATA to name a folder that has MNIST');
  const { train, test: held } = await load('mnist', { env: process.env });
  expect(counts(train.targets)).toEqual([
    5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
  ]);
  expect(counts(held.targets)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
});

real(`MNIST under standard scaling has mean 0 and variance 1${why}`, async () => {
  if (!present) expect.fail('CI=true needs SWEEPSTAKE_DATA to name a folder that has MNIST');
  const { train } = await load('mnist', { env: process.env }, { scaling: 'standard' });
  const divisor = train.scaling.divisor[0]!;
  const offset = train.scaling.offset[0]!;
  let sum = 0;
  let squares = 0;
  for (const value of train.inputs) {
    const x = Math.fround(Math.fround(value / divisor) - offset);
    sum += x;
    squares += x * x;
  }
  expect(sum / train.inputs.length).toBeCloseTo(0, 3);
  expect(squares / train.inputs.length).toBeCloseTo(1, 3);
});
