import { load } from '@sweepstake/datasets/node';
import { engine } from '@sweepstake/engine';
import { modelByName } from '@sweepstake/models';
import { replay } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { describe, expect, it } from 'vitest';
import { nearest, recorded } from './recorded.ts';

/** The real MNIST, or why it cannot be had; under CI=true its absence is a failure. */
async function mnist() {
  try {
    return { data: await load('mnist', { env: process.env }), reason: '' };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (process.env['CI'] === 'true' || code !== 'SWEEPSTAKE_DATASETS_UNAVAILABLE') throw error;
    const reason = `MNIST is not here: ${message}`;
    console.log(`skipped: ${reason}`);
    return { data: null, reason };
  }
}

const { data, reason } = await mnist();

describe('the recorded LeNet-300-100 run on MNIST', () => {
  it.skipIf(data === null).each([reference, engine])(
    `agrees within its tolerances on $name${reason === '' ? '' : ` (${reason})`}`,
    async (backend) => {
      const run = recorded('lenet-300-100.adam.masked');
      const examples = { ...data!.train, scaling: { divisor: [255], offset: [0] } };
      const result = await replay(run, backend, { network: modelByName, examples });
      console.log(`LeNet-300-100 on ${backend.name}: ${nearest(result)}`);
      expect(result.tensors.filter(({ ok }) => !ok)).toEqual([]);
      expect(result.tensors).toHaveLength(14);
    },
  );
});
