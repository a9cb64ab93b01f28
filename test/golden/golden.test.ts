import { engine, planLayers } from '@sweepstake/engine';
import { tfjsWasm } from '@sweepstake/tfjs';
import { describe, expect, it } from 'vitest';
import { GOLDEN_RUNS, goldenHash, goldenTraining } from './golden-runs.ts';

/** By numerics. Another hash is another arithmetic: raise the backend's name, then pin what print-hash.ts says. */
const GOLDEN = {
  'engine-1': {
    dense: 'cc033822c459f7c88873eba0635a88b7cdbe24efe810f9e557d00b6cdb79ab7a',
    sparse: '21fd6dead15f2431e0645d5a4dc9bd5c5dfc929cff1675bce0f947165d3b9304',
    'residual dense': '74d54bae0746b96785c4d31d4bf63e8b2360db8045ab9af1782cf6bb5598ca14',
    'residual sparse': 'babd05b4db682379d38af1094a77557109be7fee62201956c64c67d6c1df7795',
  },
  'tfjs-wasm-1': {
    dense: '85d880ba459cd65ffadd75aa5d33a0672a022394d70b33b432dc83da0a1bc03b',
    sparse: 'f695422c660bfcdf11fe3066f5a87d7e55ce510bd4d5e7f7b8f0dc9fe92aa23b',
    'residual dense': 'f67b187f55f33d9a2779e512ee44e912549208a9921fd6f93d68dc318c9894a8',
    'residual sparse': 'b76b427e813039a4879b39b1267dba9920b4c56b136b78108168876b797e5717',
  },
};

describe.each([engine, tfjsWasm])('on $name', (backend) => {
  it.each(GOLDEN_RUNS)('a golden run ends with the pinned weights: %s', async (run) => {
    const { numerics } = backend;
    expect(Object.keys(GOLDEN)).toContain(numerics);
    expect(await goldenHash(run, backend)).toBe(GOLDEN[numerics as keyof typeof GOLDEN][run]);
  });
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
