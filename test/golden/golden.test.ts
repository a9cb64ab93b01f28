import { NUMERICS } from '@sweepstake/engine';
import { expect, it } from 'vitest';
import { goldenHash } from './golden-runs.ts';

/** Of the strict engine. Another hash is another arithmetic: raise NUMERICS, then pin what print-hash.ts says. */
const GOLDEN = {
  'engine-1': {
    dense: 'cc033822c459f7c88873eba0635a88b7cdbe24efe810f9e557d00b6cdb79ab7a',
    sparse: '21fd6dead15f2431e0645d5a4dc9bd5c5dfc929cff1675bce0f947165d3b9304',
  },
};

it.each(['dense', 'sparse'] as const)(
  'LeNet-300-100 after 200 steps of Adam has the pinned weights: %s',
  async (run) => {
    expect(Object.keys(GOLDEN)).toContain(NUMERICS);
    expect(await goldenHash(run)).toBe(GOLDEN[NUMERICS as keyof typeof GOLDEN][run]);
  },
);
