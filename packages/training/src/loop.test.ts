import { describe, expect, it } from 'vitest';
import { train } from './loop.ts';
import type { TrainingPoint } from './loop.ts';
import { batchOf, openTwoClasses } from './two-classes.testing.ts';

const all = batchOf(0, 1, 2);
const plan = (iterations: number) => ({
  iterations,
  batchAt: () => all,
  schedule: { learningRate: 0.5 },
});

describe('training loop', () => {
  it('calls back at 0 and after every update, with the loss of the batch before it', async () => {
    const session = await openTwoClasses(3);
    const points: [number, number | null][] = [];
    const outcome = train(session, plan(3), [
      ({ iteration, loss }) => void points.push([iteration, loss]),
    ]);
    expect(points.map(([iteration]) => iteration)).toEqual([0, 1, 2, 3]);
    expect(points[0]![1]).toBeNull();
    expect(points[1]![1]).toBeCloseTo(Math.LN2, 12);
    expect(points[3]![1]!).toBeLessThan(points[2]![1]!);
    expect(outcome).toEqual({ iteration: 3, diverged: null, stopped: false });
    expect(session.exportState().updates).toBe(3);
  });

  it('asks for batches and learning rates by the number of the update, from 1', async () => {
    const session = await openTwoClasses(3);
    const rates: number[] = [];
    const asked: number[] = [];
    const spy = Object.assign(Object.create(session) as typeof session, {
      step: (batch: typeof all, rate: number) => {
        rates.push(rate);
        return session.step(batch, rate);
      },
    });
    train(spy, {
      iterations: 4,
      batchAt: (t) => (asked.push(t), all),
      schedule: { learningRate: 0.5, warmup: 2, milestones: [3] },
    });
    expect(asked).toEqual([1, 2, 3, 4]);
    expect(rates).toEqual([0.25, 0.5, 0.5, 0.05]);
  });

  it('hands batches over as they are, moves included', async () => {
    const session = await openTwoClasses(3);
    const seen: unknown[] = [];
    const spy = Object.assign(Object.create(session) as typeof session, {
      step: (batch: typeof all, rate: number) => (seen.push(batch), session.step(all, rate)),
    });
    const moves = { flip: new Uint8Array(3), down: new Int8Array(3), right: new Int8Array(3) };
    const moved = [1, 2].map(() => ({ ...all, moves }));
    train(spy, { ...plan(2), batchAt: (t) => moved[t - 1]! });
    expect(seen[0]).toBe(moved[0]);
    expect(seen[1]).toBe(moved[1]);
  });

  it('stops where a callback says so, after all callbacks of that point', async () => {
    const session = await openTwoClasses(3);
    const seen: number[] = [];
    const outcome = train(session, plan(10), [
      ({ iteration }: TrainingPoint) => (iteration === 2 ? 'stop' : undefined),
      ({ iteration }: TrainingPoint) => void seen.push(iteration),
    ]);
    expect(outcome).toEqual({ iteration: 2, diverged: null, stopped: true });
    expect(seen).toEqual([0, 1, 2]);
  });

  it('can be stopped before the first update', async () => {
    const session = await openTwoClasses(3);
    expect(train(session, plan(10), [() => 'stop'])).toMatchObject({ iteration: 0, stopped: true });
    expect(session.exportState().updates).toBe(0);
  });

  it('starts late where the weights are rewound to a later iteration', async () => {
    const session = await openTwoClasses(3);
    const seen: number[] = [];
    const asked: number[] = [];
    train(session, { ...plan(5), start: 3, batchAt: (t) => (asked.push(t), all) }, [
      ({ iteration }) => void seen.push(iteration),
    ]);
    expect(seen).toEqual([3, 4, 5]);
    expect(asked).toEqual([4, 5]);
  });

  it('ends at a loss that is not finite and says at which update', async () => {
    const session = await openTwoClasses(3);
    const seen: number[] = [];
    const outcome = train(session, { ...plan(9), schedule: { learningRate: 1e40 } }, [
      ({ iteration }) => void seen.push(iteration),
    ]);
    expect(outcome.diverged).not.toBeNull();
    expect(Number.isFinite(outcome.diverged!.loss)).toBe(false);
    expect(outcome.diverged!.iteration).toBe(outcome.iteration + 1);
    expect(seen.at(-1)).toBe(outcome.iteration);
  });

  it('refuses a number of iterations that is not one', async () => {
    const session = await openTwoClasses(3);
    expect(() => train(session, plan(-1))).toThrow('iterations is -1');
    expect(() => train(session, { ...plan(3), start: 4 })).toThrow('iterations is 3');
  });
});
