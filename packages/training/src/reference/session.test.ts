import { describe, expect, it } from 'vitest';
import { ADAM } from '../optimizer.ts';
import {
  POINTS,
  TWO_CLASSES,
  batchOf,
  openTwoClasses,
  zeroWeights,
} from '../two-classes.testing.ts';
import { reference } from './index.ts';

const options = { weights: zeroWeights(), optimizer: ADAM, batch: 2 };

describe('the reference', () => {
  it('makes the step of one dense layer that one makes by hand', async () => {
    const session = await openTwoClasses(1);
    expect(session.step(batchOf(2), 0.5)).toBeCloseTo(Math.LN2, 14);
    // softmax - onehot = [-0.5, 0.5]; the input is [2, 0].
    const { weights } = session.exportState();
    expect(weights.get('fc1.weight')).toEqual(Float32Array.of(0.5, 0, -0.5, 0));
    expect(weights.get('fc1.bias')).toEqual(Float32Array.of(0.25, -0.25));
    expect(session.predict(batchOf(2))).toEqual(Float32Array.of(1.25, -1.25));
    expect(session.evaluate(batchOf(0, 1, 2, 3))).toMatchObject({ count: 4, correct: 3 });
  });

  it('scales inputs per channel with a rounding after each operation', async () => {
    const session = await openTwoClasses(1);
    const inputs = Uint8Array.of(51, 102);
    const scaling = { divisor: [255, 51], offset: [0.1, -1] };
    const examples = { ...POINTS, count: 1, inputs, scaling, targets: Uint8Array.of(0) };
    session.step({ examples, indices: Int32Array.of(0) }, 2);
    const x = [Math.fround(Math.fround(51 / 255) - 0.1), 3];
    const weight = session.exportState().weights.get('fc1.weight')!;
    expect([...weight.subarray(0, 2)]).toEqual(x);
  });

  it.each([
    ['a parameter that is missing', { weights: new Map() }, 'has no fc1.weight'],
    ['a mask of a bias', { masks: new Map([['fc1.bias', new Uint8Array(2)]]) }, 'fc1.weight'],
    ['a mask of another size', { masks: new Map([['fc1.weight', new Uint8Array(3)]]) }, 'not 4'],
    ['a mask entry of 2', { masks: new Map([['fc1.weight', Uint8Array.of(1, 2, 1, 1)]]) }, 'is 2'],
  ])('refuses %s', async (_, wrong, message) => {
    await expect(reference.open(TWO_CLASSES, { ...options, ...wrong })).rejects.toThrow(message);
  });

  it('refuses a layer that it does not know, by name', async () => {
    const layers = [{ ...TWO_CLASSES.layers[0]!, kind: 'attention' }];
    const network = { ...TWO_CLASSES, layers } as unknown as typeof TWO_CLASSES;
    await expect(reference.open(network, options)).rejects.toThrow("layer kind 'attention'");
  });

  it('refuses an index outside the examples and anything after close', async () => {
    const session = await reference.open(TWO_CLASSES, options);
    expect(() => session.predict(batchOf(4))).toThrow('example index is 4');
    session.close();
    expect(() => session.predict(batchOf(0))).toThrow('closed');
    expect(() => session.exportState()).toThrow('closed');
  });
});
