import { describe, expect, it } from 'vitest';
import { fractionGrid, positiveGrid, roundWidth, signedGrid } from './grid.ts';

const code = (what: string) => expect.objectContaining({ code: `SWEEPSTAKE_ANALYSES_${what}` });

describe('roundWidth', () => {
  it.each([
    [0.00716, 0.005],
    [0.01179, 0.01],
    [0.02247, 0.02],
    [0.005, 0.005],
    [0.0049999, 0.002],
    [1, 1],
    [9.99, 5],
    [1234, 1000],
    [2e-7, 2e-7],
  ])('takes %d to %d, the largest of 1, 2 and 5 times a power of ten below', (most, width) => {
    expect(roundWidth(most)).toBe(width);
  });

  it('refuses what is no width', () => {
    for (const most of [0, -1, NaN, Infinity])
      expect(() => roundWidth(most)).toThrow(code('WIDTH'));
  });
});

describe('a grid', () => {
  it('of signed values has a bin centred at 0, and a value on an edge lies above it', () => {
    const { indexOf, centreOf } = signedGrid(0.5);
    expect([-0.25, -0.2500001, 0, 0.2499999, 0.25, 1].map(indexOf)).toEqual([0, -1, 0, 0, 1, 2]);
    expect([-1, 0, 2].map(centreOf)).toEqual([-0.5, 0, 1]);
  });

  it('of values from 0 on has an edge at 0', () => {
    const { indexOf, centreOf, first } = positiveGrid(0.5);
    expect([0, 0.4999999, 0.5, 1.6].map(indexOf)).toEqual([0, 0, 1, 3]);
    expect([0, 1].map(centreOf)).toEqual([0.25, 0.75]);
    expect(first).toBe(0);
  });

  it.each([
    [10, 1],
    [38, 1],
    [100, 2],
    [300, 6],
    [784, 16],
  ])('of the fractions of %d connections takes %d counts to a bin', (fan, counts) => {
    const { width, indexOf, centreOf, last } = fractionGrid(fan);
    expect(width).toBe(counts / fan);
    const bins = Array.from({ length: fan + 1 }, (_, count) => indexOf(count));
    expect(bins.every((k, count) => k === (count - (count % counts)) / counts)).toBe(true);
    expect(bins.at(-1)).toBe(last);
    // Each possible fraction lies within half a bin of its bin's centre.
    for (const [count, k] of bins.entries())
      expect(Math.abs(count / fan - centreOf(k))).toBeLessThan(width / 2);
  });

  it('refuses a unit without connections', () => {
    expect(() => fractionGrid(0)).toThrow(code('FAN'));
    expect(() => signedGrid(0)).toThrow(code('WIDTH'));
  });
});
