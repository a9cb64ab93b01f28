import { describe, expect, it } from 'vitest';
import { classifier, convolution, dense, plain } from '../testing/networks.ts';
import { cutOf } from './cut.ts';

/** A network whose narrowest convolution makes rows of this many columns. */
const narrowest = (columns: number) =>
  classifier([1, 8, 2 * columns], 2, [
    convolution('a', 'input', [1, 2]),
    convolution('b', 'a', [2, 2], { stride: 2 }),
  ]);

describe('the panels of a batch of images', () => {
  it.each([
    // Columns of the narrowest convolution, examples; vectors of a panel, panels.
    [32, 60, 1, 15],
    [4, 128, 1, 32],
    [3, 60, 2, 8],
    [2, 60, 2, 8],
    [1, 60, 4, 4],
    [1, 64, 4, 4],
    [1, 20, 3, 2],
    [8, 1, 1, 1],
    [2, 4, 1, 1],
    [1, 8, 2, 1],
  ])('%i columns wide at least, of %i examples: %i vectors, %i panels', (columns, batch, v, p) => {
    expect(cutOf(narrowest(columns), batch)).toEqual({ vectors: v, panels: p });
  });

  it('hold every batch, have rows of four vectors where there are as many, and waste no whole panel', () => {
    for (const columns of [1, 2, 3, 4, 7]) {
      for (let batch = 1; batch <= 300; batch++) {
        const { vectors, panels } = cutOf(narrowest(columns), batch);
        const where = `${columns} columns, batch ${batch}`;
        expect(vectors * panels * 4, where).toBeGreaterThanOrEqual(batch);
        expect(vectors * (panels - 1) * 4, where).toBeLessThan(batch);
        if (vectors * panels > vectors) continue;
        expect(vectors, where).toBe(Math.ceil(batch / 4));
      }
    }
  });

  it('are of one vector in a network without convolutions', () => {
    const network = classifier([3, 2, 2], 2, [
      plain('flatten', 'f', 'input'),
      dense('fc', 'f', [12, 2]),
    ]);
    expect(cutOf(network, 60)).toEqual({ vectors: 1, panels: 15 });
  });
});
