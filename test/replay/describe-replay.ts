import { replay } from '@sweepstake/training';
import type { Backend } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { nearest, networkOf, recorded } from './recorded.ts';

const DENSE = ['mlp-64-32-16-10.adam.masked', 'mlp-64-32-16-10.momentum.masked'];
/** Images of 9x7, odd channel counts, batches that are not multiples of 4; masks with empty channels. */
const IMAGES = [
  'conv-9x7.adam.masked',
  'conv-9x7.momentum.dense',
  'resnet-9x7.adam.dense',
  'resnet-9x7.momentum.masked',
  'vgg-9x7.momentum.masked',
];

export interface ReplayedBackend {
  /** Whether the backend refuses networks of images; then that is what is tested. */
  readonly refusesImages?: boolean;
}

/** Recorded PyTorch runs that hold their inputs, repeated on a backend. */
export function describeReplay(backend: Backend, { refusesImages = false }: ReplayedBackend = {}) {
  const agrees = async (name: string): Promise<string[]> => {
    const run = recorded(name);
    const result = await replay(run, backend, { network: networkOf });
    console.log(`${name} on ${backend.name}: ${nearest(result)}`);
    expect(result.tensors.filter(({ ok }) => !ok)).toEqual([]);
    expect(result.ok).toBe(true);
    expect(result.tensors).toHaveLength(run.expected.size);
    return result.tensors.map((tensor) => tensor.name);
  };

  describe(`recorded PyTorch runs on ${backend.name}`, () => {
    it.each(DENSE)('agree within their tolerances: %s', async (name) => {
      expect(await agrees(name)).toEqual(
        expect.arrayContaining(['loss', 'step1.logits', 'step1.grad.fc1.weight', 'final.fc3.bias']),
      );
    });

    it.each(IMAGES)(
      refusesImages
        ? 'of networks of images are refused by name: %s'
        : 'agree within their tolerances, running statistics included: %s',
      async (name) => {
        if (refusesImages)
          return expect(
            replay(recorded(name), backend, { network: networkOf }),
          ).rejects.toMatchObject({ code: expect.stringMatching(/_NOT_BUILT$/) });
        const names = await agrees(name);
        expect(names).toContain('eval.logits');
        expect(names.some((tensor) => tensor.endsWith('running_var'))).toBe(
          !name.startsWith('conv'),
        );
      },
    );

    it('do not agree with another learning rate', async () => {
      const run = { ...recorded(DENSE[0]!), learningRate: 0.0021 };
      const result = await replay(run, backend, { network: networkOf });
      expect(result.ok).toBe(false);
      expect(result.tensors.find(({ name }) => name === 'step1.logits')!.ok).toBe(true);
      expect(result.tensors.find(({ name }) => name === 'final.fc1.weight')!.ok).toBe(false);
    });

    it('without inputs ask for the data set by name', async () => {
      const run = recorded('lenet-300-100.adam.masked');
      const repeated = replay(run, backend, { network: networkOf });
      await expect(repeated).rejects.toThrow('mnist-train');
    });
  });
}
