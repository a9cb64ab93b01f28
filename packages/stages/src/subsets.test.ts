import type { Backend, Batch } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import { measureStage } from './measure-stage.ts';
import { readRun } from './read-run.ts';
import { readSurvivors } from './survivors.ts';
import { tinyContext, tinyTraining, withStore } from './tiny.testing.ts';

test('only the first examples of each set are evaluated, and all are trained on', () =>
  withStore(async (store) => {
    const steps: Batch[] = [];
    const evaluations: Batch[] = [];
    const backend: Backend = {
      ...reference,
      open: async (network, given) => {
        const session = await reference.open(network, given);
        const { step, evaluate } = session;
        session.step = (batch, rate) => (steps.push(batch), step.call(session, batch, rate));
        session.evaluate = (batch) => (evaluations.push(batch), evaluate.call(session, batch));
        return session;
      },
    };
    const evaluation = { every: 10, test: 'grid', trainAccuracy: true } as const;
    const few = tinyTraining({ evaluation: { ...evaluation, examples: 20 } });
    const context = tinyContext(store, { backendByName: () => Promise.resolve(backend) });
    const id = await executeStage(few, context);
    const sizes = new Set(evaluations.map(({ indices }) => indices.length));
    expect([...sizes]).toEqual([20]);
    const seen = new Set(steps.flatMap(({ indices }) => [...indices]));
    expect(seen.size).toBe(250);

    // What is evaluated does not change what is trained.
    const whole = await executeStage(tinyTraining({ evaluation }), context);
    expect(readSurvivors(store, id).weights).toEqual(readSurvivors(store, whole).weights);
    // Of the whole training's sets these are the first.
    const long = evaluations.filter(({ indices }) => indices.length > 20);
    const heads = long.map(({ indices }) => indices.slice(0, 20).join());
    for (const { indices } of evaluations.filter(({ indices }) => indices.length === 20))
      expect(heads).toContain(indices.join());

    // More than there are is all of them.
    const many = await executeStage(
      tinyTraining({ evaluation: { ...evaluation, examples: 1000 } }),
      context,
    );
    expect(readRun(store, many).curve).toEqual(readRun(store, whole).curve);
    const { curve } = readRun(store, id);
    const { loss, sums } = await measureStage(id, { subset: 'train' }, context);
    expect([loss, sums.count]).toEqual([curve.points.end.train_loss, 20]);
  }));
