import type { Masks, SessionState, Tensors } from '@sweepstake/training';
import { Stream } from '@sweepstake/random';
import { describe, expect } from 'vitest';
import { expectSameBits } from './compare.ts';
import { drawMasks } from './draw.ts';
import { cases, settingsOf } from './image-setting.ts';
import { OPTIMIZERS, optimizerName } from './setting.ts';
import type { Setting } from './setting.ts';
import type { Suite } from './suite.ts';

const RATE = 0.01;

/** Entries of a tensor where `mask` has `bit`. */
const where = (tensor: Float32Array, mask: Uint8Array, bit: 0 | 1): Float32Array =>
  tensor.filter((_, i) => mask[i] === bit);

const slotsOf = (state: SessionState, name: string): Float32Array[] =>
  [...state.slots].flatMap(([key, slot]) => (key.endsWith(`/${name}`) ? [slot] : []));

function expectRemovedAreZero(state: SessionState, masks: Masks): void {
  for (const [name, mask] of masks) {
    const tensors = [state.weights.get(name)!, ...slotsOf(state, name)];
    for (const tensor of tensors)
      expect(
        where(tensor, mask, 0).every((value) => value === 0),
        `removed entries of ${name}`,
      ).toBe(true);
  }
}

/** What masks promise: removed weights never move, survivors keep their state, grown weights start at 0. */
export function describeMasks({ use, feature }: Suite): void {
  for (const [optimizer, [kind, setting]] of cases(3)) {
    describe(`masks of ${kind} under ${optimizerName(optimizer)}`, () => {
      const { features, network, weights, masks, batches, dropoutStream } = setting;
      const options = { weights, masks, optimizer, batch: 12, dropoutStream };

      feature(features, 'keep removed weights and their slots exactly 0 at every step', () =>
        use(network, options, (session) => {
          expectRemovedAreZero(session.exportState(), masks);
          for (const batch of batches) {
            session.step(batch, RATE);
            expectRemovedAreZero(session.exportState(), masks);
          }
          const end = session.exportState();
          for (const [name, mask] of masks)
            expect(where(end.weights.get(name)!, mask, 1)).not.toEqual(
              where(weights.get(name)!, mask, 1),
            );
        }),
      );

      feature(['frozen', ...features], 'keep frozen weights at their value, bit for bit', () =>
        use(network, { ...options, frozen: weights }, (session) => {
          for (const batch of batches) session.step(batch, RATE);
          const end = session.exportState();
          for (const [name, mask] of masks)
            expect(where(end.weights.get(name)!, mask, 0)).toEqual(
              where(weights.get(name)!, mask, 0),
            );
        }),
      );

      feature(features, 'replaced in mid-run keep survivors, grow at 0 and remove to 0', () =>
        use(network, options, (session) => {
          for (const batch of batches) session.step(batch, RATE);
          const before = session.exportState();
          const next = drawMasks(network, new Stream('contract(next)'), () => 0.5);
          session.setMasks(next);
          const after = session.exportState();
          const expected = (tensors: Tensors, parameter: (key: string) => string): Tensors =>
            new Map(
              [...tensors].map(([key, tensor]) => {
                const [old, now] = [masks.get(parameter(key)), next.get(parameter(key))];
                const kept = (i: number) => old?.[i] !== 0 && now?.[i] !== 0;
                return [key, tensor.map((value, i) => (kept(i) ? value : 0))];
              }),
            );
          expectSameBits(
            after.weights,
            expected(before.weights, (key) => key),
            'weights',
          );
          expectSameBits(
            after.slots,
            expected(before.slots, (key) => key.slice(key.indexOf('/') + 1)),
            'slots',
          );
          expect(after.updates).toBe(batches.length);
          session.step(batches[0]!, RATE);
          expectRemovedAreZero(session.exportState(), next);
        }),
      );

      feature(features, 'taken away let every weight move', () =>
        use(network, options, (session) => {
          session.step(batches[0]!, RATE);
          session.setMasks(null);
          for (const batch of batches) session.step(batch, RATE);
          const { weights: end } = session.exportState();
          for (const [name, mask] of masks)
            expect(where(end.get(name)!, mask, 0).some((value) => value !== 0)).toBe(true);
        }),
      );
    });
  }

  for (const [kind, setting] of settingsOf(4)) frozenInMidRun(kind, setting);

  function frozenInMidRun(kind: string, setting: Setting): void {
    const { features, network, weights, masks, batches, dropoutStream } = setting;
    feature(
      ['frozen', ...features],
      `frozen weights of ${kind} can be given in mid-run`,
      async () => {
        const options = { weights, optimizer: OPTIMIZERS[2]!, batch: 12, dropoutStream };
        await use(network, options, (session) => {
          session.step(batches[0]!, RATE);
          session.setMasks(masks, weights);
          for (const batch of batches) session.step(batch, RATE);
          const { weights: end } = session.exportState();
          for (const [name, mask] of masks)
            expect(where(end.get(name)!, mask, 0)).toEqual(where(weights.get(name)!, mask, 0));
        });
      },
    );
  }
}
