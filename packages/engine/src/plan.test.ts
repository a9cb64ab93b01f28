import { describe, expect, it } from 'vitest';
import { DENSE_FROM, EVALUATION, formOf, panelling } from './plan.ts';

describe('formOf', () => {
  it.each([
    ['input', 0, 1000, 'sparse'],
    ['input', 449, 1000, 'sparse'],
    ['input', 450, 1000, 'dense'],
    ['input', 1000, 1000, 'dense'],
    ['hidden', 0, 1000, 'sparse'],
    ['hidden', 749, 1000, 'sparse'],
    ['hidden', 750, 1000, 'dense'],
    ['hidden', 1000, 1000, 'dense'],
  ] as const)('runs an %s layer with %i of %i weights %s', (kind, survivors, weights, form) => {
    expect(formOf(kind, survivors, weights)).toBe(form);
  });

  it('has the thresholds of engine-1', () => {
    expect(DENSE_FROM).toEqual({ input: 0.45, hidden: 0.75 });
  });
});

describe('panelling', () => {
  it.each([
    [1, 1, 1],
    [3, 1, 1],
    [4, 1, 1],
    [5, 1, 2],
    [12, 1, 3],
    [13, 4, 1],
    [16, 4, 1],
    [17, 5, 1],
    [20, 5, 1],
    [24, 4, 2],
    [59, 5, 3],
    [60, 5, 3],
    [61, 4, 4],
    [64, 4, 4],
    [80, 5, 4],
    [128, 4, 8],
    [200, 5, 10],
  ])('of %i examples is panels of %i vectors, %i of them', (batch, vectors, panels) => {
    expect(panelling(batch)).toEqual({ vectors, panels });
  });

  it('holds every batch, and above 12 examples wastes the fewest lanes that 4 or 5 vectors can', () => {
    for (let batch = 1; batch <= 1000; batch++) {
      const { vectors, panels } = panelling(batch);
      const lanes = vectors * panels * 4;
      expect(lanes).toBeGreaterThanOrEqual(batch);
      if (batch <= 12) expect(lanes).toBe(Math.ceil(batch / 4) * 4);
      else expect(lanes).toBe(Math.min(Math.ceil(batch / 16) * 16, Math.ceil(batch / 20) * 20));
    }
  });

  it('of an evaluation holds 64 examples', () => {
    expect(EVALUATION).toEqual({ vectors: 4, panels: 4 });
  });
});
