import { Stream } from '@sweepstake/random';
import { describe, expect, it } from 'vitest';
import { histogram } from './density.ts';
import type { Histogram } from './density.ts';
import { fractionGrid, positiveGrid, signedGrid } from './grid.ts';

const areaOf = ({ width, bins }: Histogram): number =>
  bins.reduce((area, { density }) => area + density * width, 0);

describe('histogram', () => {
  it('gives densities of area 1, and the empty bins beside full ones', () => {
    const found = histogram(signedGrid(0.5), [0, 0.1, 0.6, 3], 'it');
    expect(found).toEqual({
      width: 0.5,
      bins: [
        { x: -0.5, density: 0 },
        { x: 0, density: 1 },
        { x: 0.5, density: 0.5 },
        { x: 1, density: 0 },
        { x: 2.5, density: 0 },
        { x: 3, density: 0.5 },
        { x: 3.5, density: 0 },
      ],
    });
  });

  it('has no bin where no value can lie', () => {
    const distances = histogram(positiveGrid(0.5), [0.1], 'it')!;
    expect(distances.bins.map(({ x }) => x)).toEqual([0.25, 0.75]);
    const fractions = histogram(fractionGrid(4), [4, 0], 'it')!;
    expect(fractions.bins.map(({ x }) => x)).toEqual([0, 0.25, 0.75, 1]);
  });

  it('is null without values, and refuses one that is not finite', () => {
    expect(histogram(signedGrid(1), [], 'it')).toBeNull();
    for (const value of [NaN, Infinity, -Infinity])
      expect(() => histogram(signedGrid(1), [0, value], 'fc1')).toThrow(
        /fc1 is (?:NaN|-?Infinity)/,
      );
  });

  it('of normal values is their density, within what chance allows', () => {
    const stream = new Stream('normal values of a test');
    const count = 100_000;
    const values = Array.from({ length: count }, () => 0.05 * stream.normal());
    const found = histogram(signedGrid(0.01), values, 'it')!;
    expect(areaOf(found)).toBeCloseTo(1, 12);
    for (const { x, density } of found.bins) {
      const z = x / 0.05;
      const exact = Math.exp((-z * z) / 2) / (0.05 * Math.sqrt(2 * Math.PI));
      // Five standard deviations of a bin's count, and the curvature of the density within a bin.
      const chance = 5 * Math.sqrt(exact / (count * 0.01)) + 0.02 * 8 + 1 / (count * 0.01);
      expect(Math.abs(density - exact)).toBeLessThan(chance);
    }
  });

  it('of pooled trials with equally many values is the mean of their densities', () => {
    const stream = new Stream('trials of a test');
    const trials = [0, 1, 2].map(() => Array.from({ length: 500 }, () => stream.normal()));
    const at = (found: Histogram, x: number): number =>
      found.bins.find((bin) => bin.x === x)?.density ?? 0;
    const each = trials.map((values) => histogram(signedGrid(0.1), values, 'it')!);
    const pooled = histogram(signedGrid(0.1), trials.flat(), 'it')!;
    for (const { x, density } of pooled.bins) {
      const mean = each.reduce((sum, found) => sum + at(found, x), 0) / 3;
      expect(density).toBeCloseTo(mean, 12);
    }
  });
});
