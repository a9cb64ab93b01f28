import type { Layer, Network } from '@sweepstake/graph';
import { describe, expect, it } from 'vitest';
import { chainOf } from './chain.ts';
import { mlp } from './testing/setting.ts';

const network = mlp([4, 3, 2]);
const [fc1, relu1, fc2] = network.layers as [Layer, Layer, Layer];
const after = (layer: Layer, name: string): Layer => ({ ...layer, inputs: [name] }) as Layer;

/** Everything that the engine refuses, and what its message says. */
const REFUSED: readonly (readonly [string, Partial<Network>, string])[] = [
  [
    'a class per position',
    { head: { kind: 'class-per-position', classes: 2, labelSmoothing: 0, padding: null } },
    'head class-per-position of mlp-4-3-2',
  ],
  ['regression', { head: { kind: 'regression', targets: 2 } }, 'head regression of mlp-4-3-2'],
  [
    'a relu at the output',
    { layers: [fc1, relu1, fc2, { kind: 'relu', name: 'relu2', inputs: ['fc2'] }] },
    'mlp-4-3-2, whose outputs pass a relu',
  ],
  [
    'branching layers',
    { layers: [fc1, relu1, after(fc2, 'fc1')] },
    'layer fc2 of mlp-4-3-2, which does not read the layer before it',
  ],
  [
    'two layers that read the input',
    { layers: [fc1, after(fc2, 'input')] },
    'layer fc2 of mlp-4-3-2, which does not read the layer before it',
  ],
  [
    'a relu of the inputs',
    { layers: [after(relu1, 'input'), after(fc1, 'relu1')] },
    'layer relu1 of mlp-4-3-2',
  ],
  [
    'a kind of layer that it does not know',
    { layers: [{ ...fc1, kind: 'convolution' } as unknown as Layer] },
    'layer fc1 of mlp-4-3-2',
  ],
  ['a network without layers', { layers: [] }, 'mlp-4-3-2, which has no dense layer'],
];

describe('chainOf', () => {
  it.each(REFUSED)('refuses %s by name', (_, changes, thing) => {
    const message = `the engine cannot train ${thing} yet: use the reference backend`;
    let error: unknown;
    try {
      chainOf({ ...network, ...changes });
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ message, code: 'SWEEPSTAKE_ENGINE_NOT_BUILT' });
  });

  it('sees flatten as nothing and attaches ReLU to the layer below', () => {
    const flatten: Layer = { kind: 'flatten', name: 'flatten', inputs: ['input'] };
    const chain = chainOf({
      ...network,
      input: [1, 2, 2],
      layers: [flatten, after(fc1, 'flatten'), relu1, fc2],
    });
    expect(chain.features).toBe(4);
    expect(chain.links.map(({ name, relu }) => [name, relu])).toEqual([
      ['fc1', true],
      ['fc2', false],
    ]);
  });
});
