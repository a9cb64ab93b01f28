import { replay } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { everyBackend } from './backends.ts';
import { realData } from './real-data.ts';
import { nearest, networkOf, recorded } from './recorded.ts';

const { examples, reason } = await realData('cifar-10');

const RUNS = [
  'conv4-slim.adam.masked',
  'resnet-slim.momentum.masked',
  'vgg-slim.momentum.dense',
] as const;

describe.each(await everyBackend())(
  'recorded runs of slim networks on CIFAR-10 on $name',
  (backend) => {
    it.skipIf(examples === null).each(RUNS)(
      `agree within their tolerances: %s${reason === '' ? '' : ` (${reason})`}`,
      async (name) => {
        const run = recorded(name);
        const result = await replay(run, backend, { network: networkOf, examples });
        console.log(`${name} on ${backend.name}: ${nearest(result)}`);
        expect(result.tensors.filter(({ ok }) => !ok)).toEqual([]);
        expect(result.tensors).toHaveLength(run.expected.size);
      },
    );
  },
);
