import { Stream } from '@sweepstake/random';
import type { Batch } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { drawBatch } from './draw.ts';
import { CLASSES, HEADS, OPTIMIZERS, makeSetting } from './setting.ts';
import type { Suite } from './suite.ts';

/** Batch sizes around multiples of 4. */
const SIZES = [1, 3, 4, 7, 60, 61];

/** Cross-entropy sum and number correct, in float64 from raw outputs. */
function classSums(outputs: Float32Array, batch: Batch, classes: number) {
  let loss = 0;
  let correct = 0;
  for (const [e, index] of batch.indices.entries()) {
    const z = [...outputs.subarray(e * classes, (e + 1) * classes)];
    const t = batch.examples.targets[index]!;
    const largest = Math.max(...z);
    loss += largest + Math.log(z.reduce((sum, v) => sum + Math.exp(v - largest), 0)) - z[t]!;
    if (z.indexOf(largest) === t) correct++;
  }
  return { loss, correct };
}

/** `evaluate` and `predict` say the same, for every number of examples. */
export function describeEvaluation({ use, feature, differences }: Suite): void {
  describe('evaluation', () => {
    const { network, weights, masks, examples, batches } = makeSetting(7, CLASSES);
    const options = { weights, masks, optimizer: OPTIMIZERS[0]!, batch: 12 };

    it.each(SIZES)('sums what predict answers for %i examples', (size) =>
      use(network, options, (session) => {
        const batch = drawBatch(examples, new Stream(`contract(size ${size})`), size);
        const expected = classSums(session.predict(batch), batch, 5);
        const sums = session.evaluate(batch);
        expect(sums.count).toBe(size);
        expect(sums['correct']).toBe(expected.correct);
        const allow = { absolute: 0, relative: 1e-6 };
        differences.close(`loss of ${size} examples`, [sums.loss], [expected.loss], allow);
      }),
    );

    it('gives the same sums for the same batch again, also after other batches', () =>
      use(network, options, (session) => {
        const before = session.evaluate(batches[0]!);
        session.evaluate(batches[1]!);
        session.step(batches[2]!, 0);
        expect(session.evaluate(batches[0]!)).toEqual(before);
      }));

    it('is the loss that step returns for the same batch', () =>
      use(network, options, (session) => {
        const { loss, count } = session.evaluate(batches[0]!);
        const allow = { absolute: 0, relative: 1e-6 };
        differences.close(
          'loss of a step',
          [session.step(batches[0]!, 0.1)],
          [loss / count],
          allow,
        );
      }));

    it('refuses a step with another number of examples than was opened for', () =>
      use(network, options, (session) => {
        const batch = drawBatch(examples, new Stream('contract(wrong)'), 11);
        expect(() => session.step(batch, 0.1)).toThrow(/11/);
      }));
  });

  describe('evaluation of other heads', () => {
    const [, positions, regression] = HEADS;

    feature('class-per-position', 'counts positions that are not padding', async () => {
      const { network, weights, examples, batches } = makeSetting(8, positions!);
      await use(network, { weights, optimizer: OPTIMIZERS[0]!, batch: 12 }, (session) => {
        const batch = batches[0]!;
        const sums = session.evaluate(batch);
        const outputs = session.predict(batch);
        let count = 0;
        let loss = 0;
        for (const [e, index] of batch.indices.entries()) {
          const t = examples.targets[index]!;
          if (t === -1) continue;
          const z = [...outputs.subarray(e * 3, (e + 1) * 3)];
          const total = z.reduce((sum, v) => sum + Math.exp(v), 0);
          for (const [c, v] of z.entries())
            loss -= ((c === t ? 0.9 : 0) + 0.1 / 3) * Math.log(Math.exp(v) / total);
          count++;
        }
        expect(count).toBeLessThan(12);
        expect(sums.count).toBe(count);
        const allow = { absolute: 0, relative: 1e-6 };
        differences.close('loss of positions', [sums.loss], [loss], allow);
      });
    });

    feature('regression', 'means squares over targets and sums over examples', async () => {
      const { network, weights, examples, batches } = makeSetting(9, regression!);
      await use(network, { weights, optimizer: OPTIMIZERS[0]!, batch: 12 }, (session) => {
        const batch = batches[0]!;
        const sums = session.evaluate(batch);
        let [squared, absolute] = [0, 0];
        for (const [i, y] of session.predict(batch).entries()) {
          const t = examples.targets[batch.indices[Math.floor(i / 4)]! * 4 + (i % 4)]!;
          squared += (y - t) ** 2 / 4;
          absolute += Math.abs(y - t) / 4;
        }
        const actual = [sums.loss, sums['squared_error']!, sums['absolute_error']!];
        const allow = { absolute: 0, relative: 1e-5 };
        differences.close('sums of a regression', actual, [squared, squared, absolute], allow);
        expect(sums.count).toBe(12);
      });
    });
  });
}
