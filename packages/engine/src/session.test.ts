import type { Optimizer, SessionOptions } from '@sweepstake/training';
import { ADAM } from '@sweepstake/training';
import { describe, expect, it, vi } from 'vitest';
import { EngineSession } from './session.ts';
import { Draw } from './testing/draw.ts';
import { batchOf, drawExamples, drawMasks, drawWeights, mlp } from './testing/setting.ts';
import { WebAssembly } from './web-assembly.ts';

const network = mlp([9, 6, 5]);
const weights = drawWeights(network, new Draw(1));
const examples = drawExamples(network, new Draw(2), 40);
const SGD: Optimizer = { kind: 'sgd', weightDecay: 0 };

const open = (options: Partial<SessionOptions> = {}): EngineSession =>
  new EngineSession(network, { weights, optimizer: SGD, batch: 8, ...options });

const code = (what: string): object =>
  expect.objectContaining({ code: `SWEEPSTAKE_ENGINE_${what}` });

describe('a closed session', () => {
  it('refuses everything but to be closed again', () => {
    const session = open();
    const state = session.exportState();
    const batch = batchOf(examples, 8);
    session.close();
    session.close();
    for (const call of [
      () => session.step(batch, 0.1),
      () => session.predict(batch),
      () => session.evaluate(batch),
      () => session.gradients(batch, 'all'),
      () => session.exportState(),
      () => session.importState(state),
      () => session.setMasks(null),
      () => session.estimateStatistics(),
    ]) {
      expect(call).toThrow(code('CLOSED'));
    }
  });
});

describe('a session refuses', () => {
  it.each([0, -1, 1.5, NaN])('a batch of %d', (batch) => {
    expect(() => open({ batch })).toThrow(code('WRONG_BATCH'));
  });

  it('a step of another size, and is unharmed', () => {
    const session = open();
    const before = session.exportState();
    expect(() => session.step(batchOf(examples, 7), 0.1)).toThrow(/a step takes 8 examples, not 7/);
    expect(session.exportState()).toEqual(before);
  });

  const changed = (name: string, tensor: Float32Array | null): SessionOptions['weights'] => {
    const tensors = new Map(weights);
    if (tensor === null) tensors.delete(name);
    else tensors.set(name, tensor);
    return tensors;
  };

  it.each([
    ['a missing tensor', changed('fc2.bias', null), /fc2.bias: is missing/],
    ['a tensor of another size', changed('fc1.weight', new Float32Array(3)), /3 values.* 54/],
    ['an unknown tensor', changed('fc3.weight', new Float32Array(3)), /fc3.weight: is not/],
  ])('%s', (_, tensors, message) => {
    expect(() => open({ weights: tensors })).toThrow(code('WRONG_TENSOR'));
    expect(() => open({ weights: tensors })).toThrow(message);
    const session = open();
    expect(() => session.importState({ ...session.exportState(), weights: tensors })).toThrow(
      message,
    );
  });

  it.each([
    ['a mask of a bias', 'fc1.bias', new Uint8Array(6), /not a weight/],
    ['a mask of nothing', 'fc9.weight', new Uint8Array(6), /not a weight/],
    ['a mask of another size', 'fc1.weight', new Uint8Array(6), /6 entries, it needs 54/],
    ['a mask that is not 0 or 1', 'fc1.weight', new Uint8Array(54).fill(2), /entry 2/],
  ])('%s', (_, name, mask, message) => {
    const masks = new Map([[name, mask]]);
    expect(() => open({ masks })).toThrow(message);
    expect(() => open({ masks })).toThrow(code('WRONG_TENSOR'));
    expect(() => open().setMasks(masks)).toThrow(message);
  });

  it('frozen values of another size', () => {
    const masks = new Map([['fc1.weight', new Uint8Array(54)]]);
    const frozen = new Map([['fc1.weight', new Float32Array(3)]]);
    expect(() => open({ masks, frozen })).toThrow(/3 frozen values, it needs 54/);
  });

  it('optimiser slots of another size', () => {
    const session = open({ optimizer: ADAM });
    const state = session.exportState();
    const slots = new Map([...state.slots, ['m/fc1.weight', new Float32Array(2)]]);
    expect(() => session.importState({ ...state, slots })).toThrow(/m\/fc1.weight: has 2 values/);
  });
});

describe('memory', () => {
  it.each([null, 0.2])('does not grow over 500 steps and evaluations (density %s)', (density) => {
    const masks = density === null ? undefined : drawMasks(network, new Draw(3), density);
    const session = open({ masks, optimizer: ADAM });
    const validation = batchOf(examples, 33);
    session.step(batchOf(examples, 8), 1e-3);
    session.evaluate(validation);
    const grow = vi.spyOn(WebAssembly.Memory.prototype as { grow: () => number }, 'grow');
    for (let t = 0; t < 500; t++) {
      session.step(batchOf(examples, 8, t), 1e-3);
      session.evaluate(validation);
      session.predict(batchOf(examples, 3, t));
    }
    expect(grow).not.toHaveBeenCalled();
    grow.mockRestore();
  });
});

describe('an evaluation that was kept', () => {
  it('is bounded: new batches do not take memory without end', () => {
    const wide = mlp([6000, 2]);
    const one = { ...drawExamples(wide, new Draw(5), 1), inputs: new Uint8Array(6000) };
    const session = new EngineSession(wide, {
      weights: drawWeights(wide, new Draw(6)),
      optimizer: SGD,
      batch: 1,
    });
    // Each is 12.6 MB; five of them fit what a session keeps.
    for (let i = 0; i < 5; i++) session.evaluate(batchOf(one, 2100));
    const grow = vi.spyOn(WebAssembly.Memory.prototype as { grow: () => number }, 'grow');
    const sums = session.evaluate(batchOf(one, 2100));
    expect(grow).not.toHaveBeenCalled();
    grow.mockRestore();
    expect(session.evaluate(batchOf(one, 2100))).toEqual(sums);
  });

  it('gives the same sums after other batches, and after the weights moved and came back', () => {
    const session = open();
    const validation = batchOf(examples, 33);
    const state = session.exportState();
    const first = session.evaluate(validation);
    session.evaluate(batchOf(examples, 17, 5));
    session.step(batchOf(examples, 8), 0.1);
    expect(session.evaluate(validation)).not.toEqual(first);
    session.importState(state);
    expect(session.evaluate(validation)).toEqual(first);
  });
});
