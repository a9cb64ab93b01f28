import { replay } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { everyBackend } from './backends.ts';
import { realData } from './real-data.ts';
import { nearest, networkOf, recorded } from './recorded.ts';

const { examples, reason } = await realData('mnist');

const backends = await everyBackend();

describe('the recorded LeNet-300-100 run on MNIST', () => {
  it.skipIf(examples === null).each(backends)(
    `agrees within its tolerances on $name${reason === '' ? '' : ` (${reason})`}`,
    async (backend) => {
      const run = recorded('lenet-300-100.adam.masked');
      const result = await replay(run, backend, { network: networkOf, examples });
      console.log(`LeNet-300-100 on ${backend.name}: ${nearest(result)}`);
      expect(result.tensors.filter(({ ok }) => !ok)).toEqual([]);
      expect(result.tensors).toHaveLength(14);
    },
  );
});
