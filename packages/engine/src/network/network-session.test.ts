import type { Network } from '@sweepstake/graph';
import { ADAM, type Session, type SessionOptions } from '@sweepstake/training';
import { describe, expect, it, vi } from 'vitest';
import { engineWith } from '../engine.ts';
import { Draw } from '../testing/draw.ts';
import { drawConvolutionMasks, drawParameters, MOMENTUM } from '../testing/networks.ts';
import { batchOf, drawExamples } from '../testing/setting.ts';
import { NORMED, PLAIN } from '../testing/small-networks.ts';
import { WebAssembly } from '../web-assembly.ts';

const BATCH = 5;

const draw = new Draw(77);
const weights = drawParameters(PLAIN, draw);
const examples = drawExamples(PLAIN, draw, 40);
const part = batchOf(examples, BATCH);

const open = (options: Partial<SessionOptions> = {}, network = PLAIN): Promise<Session> =>
  engineWith({}).open(network, {
    weights: network === PLAIN ? weights : drawParameters(network, new Draw(78)),
    optimizer: MOMENTUM,
    batch: BATCH,
    dropoutStream: (update) => `dropout of update ${update}`,
    ...options,
  });

const code = (what: string): object =>
  expect.objectContaining({ code: `SWEEPSTAKE_ENGINE_${what}` });

describe('a layer without survivors', () => {
  it.each(['first', 'wide', 'strided', 'short', 'valid', 'fc'])(
    'trains on, and its weights stay 0: %s',
    async (name) => {
      const size = weights.get(`${name}.weight`)!.length;
      const masks = new Map([[`${name}.weight`, new Uint8Array(size)]]);
      const session = await open({ masks, optimizer: ADAM });
      for (let t = 0; t < 5; t++) {
        expect(session.step(batchOf(examples, BATCH, t * BATCH), 1e-3)).toBeGreaterThan(0);
      }
      const after = session.exportState().weights;
      expect(after.get(`${name}.weight`)).toEqual(new Float32Array(size));
      for (const tensor of after.values()) expect(tensor.every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(session.evaluate(batchOf(examples, 17)).loss)).toBe(true);
      session.close();
    },
  );
});

describe('a session refuses', () => {
  it.each([0, -1, 1.5, NaN])('a batch of %d', async (batch) => {
    await expect(open({ batch })).rejects.toThrow(code('WRONG_BATCH'));
  });

  it('a step of another size, and is unharmed', async () => {
    const session = await open();
    const before = session.exportState();
    expect(() => session.step(batchOf(examples, 4), 0.1)).toThrow(/a step takes 5 examples, not 4/);
    expect(session.exportState()).toEqual(before);
  });

  it('examples of another size, by both shapes', async () => {
    const session = await open();
    const other = { ...examples, shape: [3, 9, 9] };
    const message = /examples of shape \[3, 9, 9\], drawn takes \[3, 9, 7\]/;
    for (const call of [
      () => session.step({ ...part, examples: other }, 0.1),
      () => session.evaluate({ ...part, examples: other }),
      () => session.predict({ ...part, examples: other }),
    ]) {
      expect(call).toThrow(message);
      expect(call).toThrow(code('WRONG_BATCH'));
    }
  });

  it('a class that the network does not know, by example, class and range', async () => {
    const session = await open();
    const targets = Uint8Array.from(examples.targets, (v, i) => (i === 2 ? 4 : v));
    const batch = { ...part, examples: { ...examples, targets } };
    const message = /example 2 has the class 4, drawn knows 0..3/;
    expect(() => session.step(batch, 0.1)).toThrow(message);
    expect(() => session.evaluate(batch)).toThrow(message);
  });

  it('a missing, a short and an unknown tensor, by name', async () => {
    const changed = (name: string, tensor: Float32Array | null) => {
      const tensors = new Map(weights);
      if (tensor === null) tensors.delete(name);
      else tensors.set(name, tensor);
      return tensors;
    };
    const session = await open();
    for (const [tensors, message] of [
      [changed('wide.bias', null), /wide.bias: is missing/],
      [changed('wide.weight', new Float32Array(3)), /wide.weight: has 3 values.* 2601/],
      [changed('other.weight', new Float32Array(3)), /other.weight: is not a parameter/],
    ] as const) {
      await expect(open({ weights: tensors })).rejects.toThrow(message);
      const state = { ...session.exportState(), weights: tensors };
      expect(() => session.importState(state)).toThrow(message);
    }
  });

  it('masks of a bias, of another size and of other entries, and is unharmed', async () => {
    const session = await open();
    const before = session.exportState();
    for (const [name, mask, message] of [
      ['wide.bias', new Uint8Array(17), /not a weight/],
      ['wide.weight', new Uint8Array(17), /17 entries, it needs 2601/],
      ['wide.weight', new Uint8Array(2601).fill(3), /entry 3/],
    ] as const) {
      const masks = new Map([[name, mask]]);
      expect(() => session.setMasks(masks)).toThrow(message);
      await expect(open({ masks })).rejects.toThrow(message);
    }
    expect(session.exportState()).toEqual(before);
    const frozen = new Map([['wide.weight', new Float32Array(3)]]);
    const masks = new Map([['wide.weight', new Uint8Array(2601)]]);
    await expect(open({ masks, frozen })).rejects.toThrow(/3 frozen values, it needs 2601/);
  });

  it('slots and running statistics of another size, by name', async () => {
    const session = await open({}, NORMED);
    const state = session.exportState();
    const slots = new Map([...state.slots, ['velocity/fc.weight', new Float32Array(2)]]);
    expect(() => session.importState({ ...state, slots })).toThrow(
      /velocity\/fc.weight: has 2 values/,
    );
    const statistics = new Map([...state.statistics, ['bn1.running_var', new Float32Array(2)]]);
    expect(() => session.importState({ ...state, statistics })).toThrow(
      /bn1.running_var: has 2 values/,
    );
  });

  it('dropout without a stream, by the name of the layer', async () => {
    await expect(open({ dropoutStream: undefined }, NORMED)).rejects.toThrow(
      /layer drop drops out/,
    );
  });

  it('other heads, by name', async () => {
    const network: Network = { ...PLAIN, head: { kind: 'regression', targets: 4 } };
    await expect(
      engineWith({}).open(network, { weights, optimizer: ADAM, batch: 5 }),
    ).rejects.toThrow(/head regression of drawn/);
  });
});

describe('a closed session', () => {
  it('refuses everything but to be closed again', async () => {
    const session = await open({}, NORMED);
    const state = session.exportState();
    session.close();
    session.close();
    for (const call of [
      () => session.step(part, 0.1),
      () => session.prepare?.(part),
      () => session.predict(part),
      () => session.evaluate(part),
      () => session.gradients(part, 'all'),
      () => session.exportState(),
      () => session.importState(state),
      () => session.setMasks(null),
      () => session.estimateStatistics([part]),
    ]) {
      expect(call).toThrow(code('CLOSED'));
    }
  });
});

describe('what a session is told between steps', () => {
  it('a state imported after new masks goes on as it would have with them from the start', async () => {
    const masks = drawConvolutionMasks(NORMED, new Draw(5), 0.3);
    const first = await open({ masks }, NORMED);
    first.step(part, 0.02);
    const state = first.exportState();
    const second = await open({}, NORMED);
    second.step(batchOf(examples, BATCH, 9), 0.02);
    second.setMasks(masks);
    second.importState(state);
    expect(second.exportState()).toEqual(state);
    for (let t = 1; t < 4; t++) {
      const batch = batchOf(examples, BATCH, t * BATCH);
      expect(second.step(batch, 0.02)).toBe(first.step(batch, 0.02));
    }
    expect(second.exportState()).toEqual(first.exportState());
  });

  it('gradients of every scope leave weights, slots, running statistics and the next step as they are', async () => {
    const masks = drawConvolutionMasks(NORMED, new Draw(6), 0.3);
    const [asked, other] = await Promise.all([open({ masks }, NORMED), open({ masks }, NORMED)]);
    asked!.step(part, 0.02);
    other!.step(part, 0.02);
    const before = asked!.exportState();
    for (const scope of ['survivors', 'all', 'inputs'] as const) {
      for (const size of [BATCH, 3]) asked!.gradients(batchOf(examples, size, 7), scope);
    }
    expect(asked!.exportState()).toEqual(before);
    const next = batchOf(examples, BATCH, BATCH);
    expect(asked!.step(next, 0.02)).toBe(other!.step(next, 0.02));
    expect(asked!.exportState()).toEqual(other!.exportState());
  });

  it.each([
    ['an evaluation', (s: Session) => s.evaluate(batchOf(examples, 7, 20))],
    ['a prediction', (s: Session) => s.predict(batchOf(examples, 3, 20))],
    ['gradients', (s: Session) => s.gradients(batchOf(examples, BATCH, 20), 'survivors')],
    ['gradients of all', (s: Session) => s.gradients(batchOf(examples, 2, 20), 'all')],
    ['new statistics', (s: Session) => s.estimateStatistics([batchOf(examples, BATCH, 20)])],
    ['new masks', (s: Session) => s.setMasks(null)],
    ['its own state', (s: Session) => s.importState(s.exportState())],
    ['another prepared batch', (s: Session) => s.prepare?.(batchOf(examples, BATCH, 20))],
    ['nothing', () => {}],
  ])(
    'a prepared batch is what the next step takes, whatever is asked before: %s',
    async (_, ask) => {
      const [prepared, plainly] = await Promise.all([open({}, NORMED), open({}, NORMED)]);
      prepared!.prepare?.(part);
      ask(prepared!);
      ask(plainly!);
      expect(prepared!.step(part, 0.02)).toBe(plainly!.step(part, 0.02));
      expect(prepared!.exportState()).toEqual(plainly!.exportState());
    },
  );
});

describe('memory', () => {
  it.each([1, 0.2])(
    'does not grow over 200 steps and evaluations (density %d)',
    async (density) => {
      const masks = drawConvolutionMasks(NORMED, new Draw(3), density);
      const session = await open({ masks, optimizer: ADAM }, NORMED);
      session.step(part, 1e-3);
      session.evaluate(batchOf(examples, 33));
      const prototype = WebAssembly.Memory.prototype as { grow: () => number };
      const grow = vi.spyOn(prototype, 'grow');
      const made = vi.spyOn(WebAssembly, 'Memory');
      for (let t = 0; t < 200; t++) {
        session.step(batchOf(examples, BATCH, t), 1e-3);
        session.evaluate(batchOf(examples, 33, t));
        session.predict(batchOf(examples, 3, t));
        session.gradients(batchOf(examples, BATCH, t), 'survivors');
        session.estimateStatistics([batchOf(examples, BATCH, t)]);
      }
      expect(grow).not.toHaveBeenCalled();
      expect(made).not.toHaveBeenCalled();
      grow.mockRestore();
      made.mockRestore();
    },
  );
});
