import type { Network } from '@sweepstake/graph';
import type { Batch, Examples, Session, Tensors } from './backend.ts';
import { reference } from './reference/index.ts';

/** Two inputs, two classes, one dense layer: small enough to follow by hand. */
export const TWO_CLASSES: Network = {
  name: 'two-classes',
  input: [2],
  head: { kind: 'class', classes: 2 },
  layers: [
    {
      kind: 'dense',
      name: 'fc1',
      inputs: ['input'],
      in: 2,
      out: 2,
      weight: {
        name: 'fc1.weight',
        shape: [2, 2],
        role: 'output',
        initialiser: { kind: 'glorot-normal', fanIn: 2, fanOut: 2 },
      },
      bias: {
        name: 'fc1.bias',
        shape: [2],
        role: 'bias',
        initialiser: { kind: 'constant', value: 0 },
      },
    },
  ],
};

/** Four points; the class is that of the larger coordinate, only the last one is labelled wrongly. */
export const POINTS: Examples = {
  count: 4,
  shape: [2],
  inputs: Float32Array.of(1, 0, 0, 1, 2, 0, 0, 3),
  scaling: { divisor: [1], offset: [0] },
  targets: Uint8Array.of(0, 1, 0, 0),
};

export const batchOf = (...indices: number[]): Batch => ({
  examples: POINTS,
  indices: Int32Array.from(indices),
});

export const zeroWeights = (): Tensors =>
  new Map([
    ['fc1.weight', new Float32Array(4)],
    ['fc1.bias', new Float32Array(2)],
  ]);

/** Plain gradient descent from zero weights. */
export const openTwoClasses = (batch: number): Promise<Session> =>
  reference.open(TWO_CLASSES, {
    weights: zeroWeights(),
    optimizer: { kind: 'sgd', weightDecay: 0 },
    batch,
  });
