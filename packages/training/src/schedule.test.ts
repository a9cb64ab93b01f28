import { describe, expect, it } from 'vitest';
import { checkSchedule, learningRateAt } from './schedule.ts';

describe('learning rate', () => {
  it('is constant where nothing else is said', () => {
    expect(learningRateAt({ learningRate: 0.0012 }, 1)).toBe(0.0012);
    expect(learningRateAt({ learningRate: 0.0012 }, 50_000)).toBe(0.0012);
  });

  it('drops by a factor from the update after each milestone', () => {
    const schedule = { learningRate: 0.1, milestones: [20, 25], factor: 0.1 };
    expect(learningRateAt(schedule, 20)).toBe(0.1);
    expect(learningRateAt(schedule, 21)).toBeCloseTo(0.01, 15);
    expect(learningRateAt(schedule, 25)).toBeCloseTo(0.01, 15);
    expect(learningRateAt(schedule, 26)).toBeCloseTo(0.001, 15);
    expect(learningRateAt({ learningRate: 0.1, milestones: [20] }, 21)).toBeCloseTo(0.01, 15);
  });

  it('rises linearly over a warm-up of k updates and reaches the full rate at update k', () => {
    const schedule = { learningRate: 0.03, warmup: 4 };
    expect([1, 2, 3, 4, 5].map((t) => learningRateAt(schedule, t))).toEqual([
      0.0075, 0.015, 0.0225, 0.03, 0.03,
    ]);
  });

  it('is the schedule of the residual network with warm-up, to its last drop', () => {
    // Linear from 0 to 0.03 over 20,000 updates, which end at the first drop (paper, appendix I.3).
    const schedule = { learningRate: 0.03, warmup: 20_000, milestones: [20_000, 25_000] };
    const rates = [1, 10_000, 20_000, 20_001, 25_000, 25_001].map((t) =>
      learningRateAt(schedule, t),
    );
    const expected = [1.5e-6, 0.015, 0.03, 0.003, 0.003, 0.0003];
    for (const [i, rate] of rates.entries()) expect(rate).toBeCloseTo(expected[i]!, 15);
  });

  it('is not defined before update 1', () => {
    expect(() => learningRateAt({ learningRate: 1 }, 0)).toThrow('updates are numbered');
  });

  it.each([
    [{ learningRate: -1 }, 'learning rate is -1'],
    [{ learningRate: Number.NaN }, 'learning rate is NaN'],
    [{ learningRate: 1, warmup: 1.5 }, 'warm-up is 1.5'],
    [{ learningRate: 1, milestones: [10, -2] }, 'milestone is -2'],
    [{ learningRate: 1, factor: Infinity }, 'milestone factor is Infinity'],
  ])('refuses %j', (schedule, message) => {
    expect(() => checkSchedule(schedule)).toThrow(message);
  });
});
