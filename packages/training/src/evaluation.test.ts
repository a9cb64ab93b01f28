import { describe, expect, it } from 'vitest';
import { evaluationCallback } from './evaluation.ts';
import type { EvaluationOptions } from './evaluation.ts';
import { evaluationGrid } from './grid.ts';
import { train } from './loop.ts';
import { batchOf, openTwoClasses } from './two-classes.testing.ts';

const clean = batchOf(0, 1, 2);
const mislabelled = batchOf(3);
const everything = batchOf(0, 1, 2, 3);

async function run(options: Partial<EvaluationOptions>, iterations = 5, learningRate = 0.5) {
  const session = await openTwoClasses(3);
  const evaluation = evaluationCallback({
    grid: evaluationGrid(iterations, 2),
    validation: clean,
    test: mislabelled,
    testAt: 'grid',
    train: everything,
    ...options,
  });
  const plan = { iterations, batchAt: () => clean, schedule: { learningRate } };
  const outcome = train(session, plan, [evaluation.callback]);
  const before = session.exportState();
  const record = evaluation.finish(session, outcome);
  return { session, evaluation, record, before };
}

describe('evaluation', () => {
  it('records validation and test at every grid point', async () => {
    const { record } = await run({});
    expect(record.iteration).toEqual([0, 2, 4, 5]);
    expect(record.validation_loss[0]).toBeCloseTo(Math.LN2, 12);
    expect(record.validation_accuracy.at(-1)).toBe(1);
    expect(record.test_loss.every((loss) => typeof loss === 'number')).toBe(true);
    expect(record.test_accuracy.at(-1)).toBe(0);
    expect(record.diverged).toBeNull();
  });

  it('measures training accuracy at early stop and at the end', async () => {
    // The mislabelled point's loss only rises, so that its best iteration is 0.
    const { record } = await run({ validation: mislabelled, test: clean });
    expect(record.points.early_stop).toEqual({
      iteration: 0,
      censored: false,
      train_loss: expect.closeTo(Math.LN2, 12),
      // At zero weights all outputs are equal and the first class is answered.
      train_accuracy: 0.75,
    });
    expect(record.points.end).toMatchObject({ iteration: 5, train_accuracy: 0.75 });
  });

  it('leaves the session at the end, bit for bit', async () => {
    const { session, before } = await run({ validation: mislabelled, testAt: 'early-stop' });
    expect(session.exportState()).toEqual(before);
  });

  it('keeps the weights of the early-stop iteration', async () => {
    const { evaluation } = await run({ validation: mislabelled });
    expect(evaluation.earlyStopState()!.updates).toBe(0);
    expect(evaluation.earlyStopState()!.weights.get('fc1.weight')).toEqual(new Float32Array(4));
  });

  it('can leave test to early stop and end, with the same numbers', async () => {
    const full = (await run({ validation: mislabelled, test: clean })).record;
    const { record } = await run({ validation: mislabelled, test: clean, testAt: 'early-stop' });
    expect(record.test_loss).toEqual([full.test_loss[0], null, null, full.test_loss[3]]);
    expect(record.test_accuracy).toEqual([
      full.test_accuracy[0],
      null,
      null,
      full.test_accuracy[3],
    ]);
    expect(record.validation_loss).toEqual(full.validation_loss);
    expect(record.points).toEqual(full.points);
  });

  it('is censored where the last iteration is the best', async () => {
    const { record } = await run({});
    expect(record.points.early_stop).toMatchObject({ iteration: 5, censored: true });
    expect(record.points.early_stop!.train_loss).toBe(record.points.end.train_loss);
  });

  it('measures nothing that was not asked for', async () => {
    const { record } = await run({ test: null, train: null });
    expect(record.test_loss).toEqual([null, null, null, null]);
    expect(record.points.end).toEqual({ iteration: 5, train_loss: null, train_accuracy: null });
  });

  it('keeps the curve of a diverged training up to its end', async () => {
    const { record } = await run({}, 50, 1e40);
    expect(record.diverged).not.toBeNull();
    expect(record.iteration[0]).toBe(0);
    expect(record.validation_loss.every(Number.isFinite)).toBe(true);
    expect(record.points.end.train_accuracy).toBeNull();
    expect(record.points.early_stop).toMatchObject({ iteration: 0, censored: false });
  });

  it('goes on from the state of another evaluation to the same record', async () => {
    const plan = { batchAt: () => clean, schedule: { learningRate: 0.5 } };
    for (const [validation, cut] of [
      [mislabelled, 3],
      [clean, 3],
      [clean, 4],
    ] as const) {
      const options = { grid: evaluationGrid(5, 2), validation, test: clean, train: everything };
      const whole = await run({ validation, test: clean });
      const session = await openTwoClasses(3);
      const first = evaluationCallback({ ...options, testAt: 'grid' });
      train(session, { ...plan, iterations: cut }, [first.callback]);
      const from = first.state();
      // The curve is a copy, and empty slots are enough to measure with.
      first.curve.iteration.push(99);
      const best = from.best && { ...from.best, slots: new Map() };
      const second = evaluationCallback({ ...options, testAt: 'grid', from: { ...from, best } });
      const skipFirst: typeof second.callback = (point) =>
        point.iteration === cut ? undefined : second.callback(point);
      const outcome = train(session, { ...plan, iterations: 5, start: cut }, [skipFirst]);
      expect(second.finish(session, outcome)).toEqual(whole.record);
    }
  });

  it('refuses an empty validation set', () => {
    const options = { grid: [0], test: null, testAt: 'grid' } as const;
    expect(() => evaluationCallback({ ...options, validation: batchOf() })).toThrow('validation');
  });
});
