import { Stream } from '@sweepstake/random';
import { describe, expect, it } from 'vitest';
import { histogram } from './density.ts';
import type { Histogram } from './density.ts';
import { positiveGrid, signedGrid } from './grid.ts';
import { bimodality, chanceLarger, meanOf, positiveShare, spreadOf } from './index.ts';

const signed = (values: readonly number[]): Histogram => histogram(signedGrid(1), values, 'it')!;
const distances = (values: readonly number[]): Histogram =>
  histogram(positiveGrid(1), values, 'it')!;

const EMPTY: Histogram = { width: 1, bins: [] };

describe('statistics of a density', () => {
  it('has the mean and the spread of values in the middle of bins', () => {
    const found = signed([-1, 0, 0, 3]);
    expect(meanOf(found)).toBeCloseTo(0.5, 12);
    expect(spreadOf(found)).toBeCloseTo(Math.sqrt((2.25 + 0.25 + 0.25 + 6.25) / 4), 12);
    expect(spreadOf(signed([2, 2]))).toBe(0);
  });

  it('counts half of the bin at 0 as positive', () => {
    expect(positiveShare(signed([-2, -1, 0, 0, 1, 2, 3, 4]))).toBeCloseTo(5 / 8, 12);
    expect(positiveShare(distances([0.5, 3.5]))).toBeCloseTo(1, 12);
  });

  it('holds the density at 0 against the modes on both sides', () => {
    expect(bimodality(signed([-2, -2, -1, 0, 1, 1, 1, 1]))).toBeCloseTo(1 / 3, 12);
    expect(bimodality(signed([-1, 1]))).toBe(0);
    expect(bimodality(signed([0]))).toBe(Infinity);
  });

  it('tells a Gaussian from one without its middle', () => {
    const stream = new Stream('statistics of a test');
    const values = Array.from({ length: 200_000 }, () => stream.normal());
    const at = (kept: readonly number[]) => bimodality(histogram(signedGrid(0.2), kept, 'it')!);
    expect(at(values)).toBeGreaterThan(0.97);
    expect(at(values.filter((v) => Math.abs(v) > 0.5))).toBe(0);
  });

  it('is the chance that a value of one density is larger, against all pairs', () => {
    const stream = new Stream('pairs of a test');
    const draw = (count: number, most: number) =>
      Array.from({ length: count }, () => stream.below(most) + 0.5);
    const [one, other] = [draw(40, 9), draw(70, 6)];
    const pairs = one.flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
    const mean = pairs.reduce<number>((sum, p) => sum + p, 0) / pairs.length;
    expect(chanceLarger(distances(one), distances(other))).toBeCloseTo(mean, 12);
    expect(chanceLarger(distances(one), distances(one))).toBeCloseTo(0.5, 12);
    expect(chanceLarger(distances([5.5]), distances([1.5]))).toBe(1);
  });

  it('refuses a density without bins', () => {
    for (const statistic of [meanOf, spreadOf, positiveShare, bimodality])
      expect(() => statistic(EMPTY)).toThrow(
        expect.objectContaining({ code: 'SWEEPSTAKE_ANALYSES_EMPTY' }),
      );
  });
});
