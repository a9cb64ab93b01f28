import { NUMERICS, planLayers } from '@sweepstake/engine';
import { expect, it } from 'vitest';
import { GOLDEN_RUNS, goldenHash, goldenTraining } from './golden-runs.ts';

/** Of the strict engine. Another hash is another arithmetic: raise NUMERICS, then pin what print-hash.ts says. */
const GOLDEN = {
  'engine-1': {
    dense: 'cc033822c459f7c88873eba0635a88b7cdbe24efe810f9e557d00b6cdb79ab7a',
    sparse: '21fd6dead15f2431e0645d5a4dc9bd5c5dfc929cff1675bce0f947165d3b9304',
    'residual dense': '74d54bae0746b96785c4d31d4bf63e8b2360db8045ab9af1782cf6bb5598ca14',
    'residual sparse': 'babd05b4db682379d38af1094a77557109be7fee62201956c64c67d6c1df7795',
  },
};

it.each(GOLDEN_RUNS)('a golden run ends with the pinned weights: %s', async (run) => {
  expect(Object.keys(GOLDEN)).toContain(NUMERICS);
  expect(await goldenHash(run)).toBe(GOLDEN[NUMERICS as keyof typeof GOLDEN][run]);
});

it('the residual runs pin every form of a convolution', () => {
  const formsOf = (run: 'residual dense' | 'residual sparse'): string[] => {
    const { network, masks, batch } = goldenTraining(run);
    const kept = new Map(
      [...(masks ?? [])].map(([name, mask]) => [name, mask.filter(Boolean).length]),
    );
    const { layers } = planLayers(network, kept, { batch, slots: 1 });
    const convolutions = layers.filter(({ kind }) => kind === 'convolution');
    return [...new Set(convolutions.map(({ form }) => form))].toSorted();
  };
  expect(formsOf('residual dense')).toEqual([
    'dense direct',
    'dense winograd 2x2',
    'dense winograd 4x4',
  ]);
  expect(formsOf('residual sparse')).toEqual(['dense direct', 'sparse']);
});
