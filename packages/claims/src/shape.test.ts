import { describe, expect, it } from 'vitest';
import { shapeOf } from './shape.ts';

/** The density of a standard Gaussian in bins of 0.01, in closed form at their centres. */
const gaussian = {
  width: 0.01,
  bins: Array.from({ length: 1201 }, (_, i) => {
    const x = (i - 600) / 100;
    return { x, density: Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) };
  }),
};

const uniform = (from: number, to: number, bins = 100) => {
  const width = (to - from) / bins;
  return {
    width,
    bins: Array.from({ length: bins }, (_, i) => ({
      x: from + (i + 0.5) * width,
      density: 1 / (to - from),
    })),
  };
};

describe('shapeOf', () => {
  it('finds a Gaussian as full at 0 as a Gaussian', () => {
    expect(shapeOf(gaussian, 'hollow')).toBeCloseTo(1, 3);
  });

  it('finds a uniform density less full: a quarter of 1 / sqrt 3 over 0.1974', () => {
    expect(shapeOf(uniform(-1, 1), 'hollow')).toBeCloseTo(0.25 / Math.sqrt(3) / 0.197413, 3);
  });

  it('finds two peaks empty at 0', () => {
    const bins = [-1, 1].map((x) => ({ x, density: 5 }));
    expect(shapeOf({ width: 0.1, bins }, 'hollow')).toBe(0);
  });

  it('counts the part above 0 of a bin that lies across it', () => {
    const bins = [
      { x: 0, density: 5 },
      { x: 0.1, density: 5 },
    ];
    expect(shapeOf({ width: 0.1, bins }, 'positive')).toBeCloseTo(0.75, 12);
  });

  it('gives mean and relative deviation of a uniform density', () => {
    expect(shapeOf(uniform(0, 2), 'mean')).toBeCloseTo(1, 12);
    expect(shapeOf(uniform(0, 2), 'spread')).toBeCloseTo(1 / Math.sqrt(3), 3);
  });

  it('gives the share below half the mean', () => {
    expect(shapeOf(uniform(0, 2), 'few')).toBeCloseTo(0.25, 12);
  });
});
