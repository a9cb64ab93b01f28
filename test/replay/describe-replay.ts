import { modelByName } from '@sweepstake/models';
import { replay } from '@sweepstake/training';
import type { Backend } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { nearest, recorded } from './recorded.ts';

const NAMES = ['mlp-64-32-16-10.adam.masked', 'mlp-64-32-16-10.momentum.masked'];

/** Recorded PyTorch runs that hold their inputs, repeated on a backend. */
export function describeReplay(backend: Backend): void {
  describe(`recorded PyTorch runs on ${backend.name}`, () => {
    it.each(NAMES)('agree within their tolerances: %s', async (name) => {
      const result = await replay(recorded(name), backend, { network: modelByName });
      console.log(`${name} on ${backend.name}: ${nearest(result)}`);
      expect(result.tensors.filter(({ ok }) => !ok)).toEqual([]);
      expect(result.ok).toBe(true);
      expect(result.tensors.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['loss', 'step1.logits', 'step1.grad.fc1.weight', 'final.fc3.bias']),
      );
    });

    it('do not agree with another learning rate', async () => {
      const run = { ...recorded(NAMES[0]!), learningRate: 0.0021 };
      const result = await replay(run, backend, { network: modelByName });
      expect(result.ok).toBe(false);
      expect(result.tensors.find(({ name }) => name === 'step1.logits')!.ok).toBe(true);
      expect(result.tensors.find(({ name }) => name === 'final.fc1.weight')!.ok).toBe(false);
    });

    it('of a network family are refused by name', async () => {
      const run = recorded('conv4-slim.adam.masked');
      await expect(replay(run, backend, { network: modelByName })).rejects.toMatchObject({
        code: 'SWEEPSTAKE_TRAINING_UNSUPPORTED',
        message: expect.stringContaining("'conv'"),
      });
    });

    it('without inputs ask for the data set by name', async () => {
      const run = recorded('lenet-300-100.adam.masked');
      const repeated = replay(run, backend, { network: modelByName });
      await expect(repeated).rejects.toThrow('mnist-train');
    });
  });
}
