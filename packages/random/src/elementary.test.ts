import { expect, test } from 'vitest';
import { cos, sin } from './cosine.ts';
import { exp } from './exp.ts';
import { log } from './log.ts';
import { Stream } from './stream.ts';

const words = new BigInt64Array(1);
const floats = new Float64Array(words.buffer);

/** Distance of two float64 of one sign in units in the last place. */
function ulps(a: number, b: number): number {
  if (a === b) return 0;
  floats[0] = a;
  const first = words[0]!;
  floats[0] = b;
  return Math.abs(Number(first - words[0]!));
}

test('exp is within 2 ulp of Math.exp over the whole range of normal results', () => {
  const stream = new Stream('test exp');
  let worst = 0;
  for (let i = 0; i < 100_000; i++) {
    const wide = -708 + 1417 * stream.uniform();
    const x = i % 2 === 0 ? wide : wide / 400;
    const distance = ulps(exp(x), Math.exp(x));
    worst = Math.max(worst, distance);
    if (distance > 2) expect.fail(`exp(${x}) is ${exp(x)}, Math.exp gives ${Math.exp(x)}`);
  }
  expect(worst).toBeLessThanOrEqual(2);
});

test('exp is right at its special values and in the subnormal numbers', () => {
  expect(exp(0)).toBe(1);
  expect(exp(-0)).toBe(1);
  expect(ulps(exp(1), Math.E)).toBeLessThanOrEqual(1);
  expect(exp(710)).toBe(Infinity);
  expect(ulps(exp(709.7), 1.6549840276802644e308)).toBeLessThanOrEqual(1);
  expect(exp(Infinity)).toBe(Infinity);
  expect(exp(-Infinity)).toBe(0);
  expect(exp(-746)).toBe(0);
  expect(exp(-745)).toBe(5e-324);
  expect(Math.abs(exp(-740) / Math.exp(-740) - 1)).toBeLessThan(0.01);
  expect(exp(Number.NaN)).toBeNaN();
});

test('log is within 2 ulp of Math.log for normal and subnormal numbers and close to 1', () => {
  const stream = new Stream('test log');
  for (let i = 0; i < 100_000; i++) {
    const u = stream.uniform();
    const scale = [1, 1e-300, 1e300, 1e-310, 4][i % 5]!;
    const x = i % 5 === 4 ? 0.75 + u / 2 : (u + 1e-9) * scale;
    const distance = ulps(log(x), Math.log(x));
    if (distance > 2) expect.fail(`log(${x}) is ${log(x)}, Math.log gives ${Math.log(x)}`);
  }
});

test('log is exact at its special values', () => {
  expect(log(1)).toBe(0);
  expect(log(2)).toBe(Math.LN2);
  expect(log(Math.E)).toBe(1);
  expect(log(5e-324)).toBe(-744.4400719213812);
  expect(log(0)).toBe(-Infinity);
  expect(log(Infinity)).toBe(Infinity);
  expect(log(-1)).toBeNaN();
  expect(log(Number.NaN)).toBeNaN();
});

test('sin and cos are within 2.3e-16 of Math.sin and Math.cos up to a million radians', () => {
  const stream = new Stream('test sin');
  for (let i = 0; i < 100_000; i++) {
    const x = (stream.uniform() * 2 - 1) * [4, 100, 1e6][i % 3]!;
    if (Math.abs(sin(x) - Math.sin(x)) > 2.3e-16) expect.fail(`sin(${x}) is ${sin(x)}`);
    if (Math.abs(cos(x) - Math.cos(x)) > 2.3e-16) expect.fail(`cos(${x}) is ${cos(x)}`);
  }
  expect(sin(0)).toBe(0);
  expect(cos(0)).toBe(1);
});
