import { describe, expect, it } from 'vitest';
import { from, STOP, TEST_AT_STOP } from './claims/parts.ts';
import { judge } from './judge.ts';
import { claimOf, curve, run } from './runs.fixture.ts';
import type { Best, Closer, Level, Null, Order, Value } from './statistic.ts';

const DENSE = { variant: 'ticket', rounds: 0 } as const;
const gain = { by: 'difference', quantity: TEST_AT_STOP, to: DENSE } as const;

describe('the best round', () => {
  // Rounds 1 to 4 are levels 80, 64, 51.2 and 40.96%.
  const best: Best = {
    kind: 'best',
    take: 'largest',
    ...gain,
    of: { variant: 'ticket', rounds: from(1, 4) },
    sign: 'above',
    than: 0,
    size: { value: 0.004, within: 0.002 },
    percent: 51.2,
  };

  it('is the one whose mean over trials is the largest', () => {
    const judgement = judge(claimOf(best), curve([0.981, 0.982, 0.984, 0.983]));
    expect(judgement).toMatchObject({ verdict: 'reproduced' });
    expect(judgement.reason).toContain('best at 51.2%');
  });

  it('has the size of the paper only at a level within its factor', () => {
    const early: Best = { ...best, percent: 10 };
    const judgement = judge(claimOf(early), curve([0.981, 0.982, 0.984, 0.983]));
    expect(judgement.verdict).toBe('direction only');
    expect(judgement.reason).toContain('elsewhere');
  });

  it('is not reproduced where nothing is better', () => {
    expect(judge(claimOf(best), curve([0.97, 0.97, 0.979, 0.97])).verdict).toBe('not reproduced');
  });
});

describe('the last level at which a condition holds', () => {
  const level: Level = {
    kind: 'level',
    ...gain,
    of: { variant: 'ticket', rounds: from(1, 6) },
    holds: 'at least',
    than: 0,
    edge: 'last',
    percent: 51.2,
  };
  const first: Level = { ...level, edge: 'first', percent: 40.96 };

  it('is that of the mean curve, ties holding', () => {
    const judgement = judge(claimOf(level), curve([0.99, 0.99, 0.98, 0.97, 0.97, 0.97]));
    expect(judgement).toMatchObject({ verdict: 'reproduced', bound: null });
    expect(judgement.measured!.mean).toBeCloseTo(51.2, 10);
  });

  it('counts a level that prints as the paper’s', () => {
    // 51.2% prints as itself, 40.96% as 41.0%.
    const atNoMore = [0.99, 0.99, 0.99, 0.94, 0.94, 0.94];
    const printed = (percent: number) => judge(claimOf({ ...level, percent }), curve(atNoMore));
    expect(printed(41.1).reason).toContain("the paper's sign in 3 of 3");
    expect(printed(41).reason).toContain("the paper's sign in 0 of 3");
  });

  it('outlasts a dip in between', () => {
    const dip = judge(claimOf(level), curve([0.99, 0.979, 0.99, 0.97, 0.97, 0.97]));
    expect(dip.measured!.mean).toBeCloseTo(51.2, 10);
  });

  it('is out of tolerance beyond the factor on either side', () => {
    const soon: Level = { ...level, percent: 30 };
    // 80% only: above 1.5 times 51.2%; the average over the paper's range still holds.
    expect(judge(claimOf(level), curve([0.999, 0.979, 0.979, 0.97, 0.97, 0.97])).verdict).toBe(
      'direction only',
    );
    expect(judge(claimOf(soon), curve([0.99, 0.99, 0.99, 0.97, 0.97, 0.97])).verdict).toBe(
      'direction only',
    );
  });

  it('is open where it holds for the smallest network, and has its size if the paper says at least', () => {
    const runs = curve([0.99, 0.99, 0.99, 0.99]);
    const open = judge(claimOf(level), runs);
    expect(open).toMatchObject({ verdict: 'direction only', bound: 'at most' });
    expect(open.reason).toContain('no smaller network was measured');
    expect(judge(claimOf({ ...level, orFurther: true }), runs).verdict).toBe('reproduced');
  });

  it('is not reproduced where it fails on average down to the level of the paper', () => {
    expect(judge(claimOf(level), curve([0.97, 0.97, 0.981, 0.97])).verdict).toBe('not reproduced');
  });

  it('may be asked for as the first level at which it no longer holds', () => {
    const judgement = judge(claimOf(first), curve([0.99, 0.99, 0.98, 0.97, 0.97, 0.97]));
    expect(judgement.verdict).toBe('reproduced');
    expect(judgement.measured!.mean).toBeCloseTo(40.96, 10);
    const never = Array.from({ length: 7 }, () => 0.99);
    expect(judge(claimOf(first), curve(never)).verdict).toBe('not reproduced');
  });

  it('is not run where no network of the size in question was measured', () => {
    expect(judge(claimOf({ ...first, percent: 2 }), curve([0.99, 0.99])).verdict).toBe('not run');
  });
});

describe('ratios', () => {
  it('have the ratio of means as their mean, and each their own sign', () => {
    const ratio: Level['by'] = 'ratio';
    const runs = [
      [1000, 2000],
      [3000, 2000],
      [1000, 4000],
    ].flatMap(([dense, ticket], trial) => [
      run({ trial, stop: dense! }),
      run({ trial, round: 1, stop: ticket! }),
    ]);
    const judgement = judge(
      claimOf({
        kind: 'mean',
        by: ratio,
        quantity: STOP,
        of: { variant: 'ticket', rounds: [1] },
        to: DENSE,
        sign: 'above',
        than: 1,
      }),
      runs,
    );
    // 8,000 over 5,000; the mean of 2, 2/3 and 4 is 2.2.
    expect(judgement.measured!.mean).toBeCloseTo(1.6, 12);
    expect(judgement.pairs.map(({ holds }) => holds)).toStrictEqual([true, false, true]);
  });
});

describe('the iteration at which a curve reaches a value', () => {
  const order: Order = {
    kind: 'order',
    quantity: { reaches: 'test_accuracy', value: 0.9 },
    ascending: [1, 0].map((round) => ({ variant: 'ticket', rounds: [round] })),
  };
  const curves = (points: readonly (readonly [ticket: number, dense: number])[]) =>
    [0, 1, 2].flatMap((trial) =>
      [1, 0].map((round, i) =>
        run({
          trial,
          round,
          values: points.map((accuracies, step) => ({
            metric: 'test_accuracy',
            at: 'iteration',
            iteration: 1000 * step,
            value: accuracies[i]!,
          })),
        }),
      ),
    );

  it('lies between two points of the curve, and decides where these do', () => {
    const apart = curves([
      [0.1, 0.1],
      [0.95, 0.5],
      [0.95, 0.95],
    ]);
    expect(judge(claimOf(order), apart).verdict).toBe('reproduced');
    const alike = curves([
      [0.1, 0.1],
      [0.95, 0.95],
    ]);
    expect(judge(claimOf(order), alike).verdict).toBe('not judged');
    const later = curves([
      [0.1, 0.1],
      [0.5, 0.95],
      [0.95, 0.95],
    ]);
    expect(judge(claimOf(order), later).verdict).toBe('not reproduced');
  });

  it('is after the last point of a curve that does not reach it', () => {
    const never = curves([
      [0.1, 0.1],
      [0.95, 0.5],
      [0.95, 0.6],
    ]);
    expect(judge(claimOf(order), never).verdict).toBe('reproduced');
  });
});

describe('an order', () => {
  const order: Order = {
    kind: 'order',
    quantity: STOP,
    ascending: [7, 3, 0].map((round) => ({ variant: 'ticket', rounds: [round] })),
  };
  const of = (stops: readonly (readonly [number, number, number])[]) =>
    stops.flatMap(([seven, three, dense], trial) => [
      run({ trial, round: 7, stop: seven }),
      run({ trial, round: 3, stop: three }),
      run({ trial, stop: dense }),
    ]);

  it('is strict in each trial', () => {
    const right = [1000, 2000, 3000] as const;
    expect(judge(claimOf(order), of([right, right, right])).verdict).toBe('reproduced');
    expect(judge(claimOf(order), of([right, right, [1000, 2000, 2000]])).verdict).toBe(
      'not reproduced',
    );
    expect(
      judge(claimOf(order), of([right, right, right, right, [3000, 2000, 1000]])).verdict,
    ).toBe('reproduced');
  });

  it('needs every one of its networks', () => {
    const without = of([[1000, 2000, 3000]]).filter(({ round }) => round !== 3);
    expect(judge(claimOf(order), without).verdict).toBe('not run');
  });
});

describe('no difference', () => {
  const none: Null = {
    kind: 'null',
    ...gain,
    of: { variant: 'ticket', rounds: from(1, 2) },
    within: 0.003,
  };

  it.each([
    ['reproduced', [0.98, 0.98]],
    ['reproduced', [0.983, 0.983]],
    ['reproduced', [0.977, 0.977]],
    ['reproduced', [0.986, 0.974]],
    ['not reproduced', [0.9831, 0.9831]],
    ['not reproduced', [0.9769, 0.9769]],
  ])('is %s where rounds have %j', (verdict, values) => {
    expect(judge(claimOf(none), curve(values)).verdict).toBe(verdict);
  });

  it('is not judged at reduced', () => {
    const runs = curve([0.98, 0.98], { preset: 'reduced' });
    expect(judge(claimOf(none, { reduced: 'nothing' }), runs).verdict).toBe('not judged');
  });
});

describe('an absolute number', () => {
  const value: Value = {
    kind: 'value',
    quantity: TEST_AT_STOP,
    of: { variant: 'ticket', rounds: [1] },
    size: { value: 0.9, within: 0.01 },
  };

  it.each([
    ['reproduced', 0.91],
    ['reproduced', 0.89],
    ['not reproduced', 0.911],
    ['not reproduced', 0.889],
  ])('is %s at %f', (verdict, accuracy) => {
    expect(judge(claimOf(value), curve([accuracy])).verdict).toBe(verdict);
  });
});

describe('being nearer to one than to the other', () => {
  const closer: Closer = {
    kind: 'closer',
    quantity: TEST_AT_STOP,
    of: { variant: 'resample', rounds: [1] },
    near: { variant: 'reinit', rounds: [1] },
    far: { variant: 'ticket', rounds: [1] },
  };
  const at = (resample: number) =>
    [0, 1, 2].flatMap((trial) => [
      run({ trial, round: 1, variant: 'resample', accuracy: resample }),
      run({ trial, round: 1, variant: 'reinit', accuracy: 0.96 }),
      run({ trial, round: 1, accuracy: 0.98 }),
    ]);

  it.each([
    ['reproduced', 0.962],
    ['reproduced', 0.95],
    ['not reproduced', 0.975],
  ])('is %s at %f between 0.96 and 0.98', (verdict, accuracy) => {
    expect(judge(claimOf(closer), at(accuracy)).verdict).toBe(verdict);
  });
});

describe('networks of other levels', () => {
  const matched = claimOf({
    kind: 'mean',
    by: 'difference',
    quantity: TEST_AT_STOP,
    of: { variant: 'ticket', rounds: [14] },
    to: { variant: 'one-shot', rounds: { noSmaller: [900, 950, 975] } },
    sign: 'above',
    than: 0,
  });
  const once = (trial: number, round: number, accuracy: number) =>
    run({ trial, round, variant: 'one-shot', percentRemaining: 100 - round / 10, accuracy });

  it('are held against the smallest that is no smaller', () => {
    // 0.8 to the 14th is 4.4%: against 5%, not 2.5% or 10%.
    const runs = [0, 1, 2].flatMap((trial) => [
      run({ trial, round: 14 }),
      once(trial, 900, 0.99),
      once(trial, 950, 0.97),
      once(trial, 975, 0.99),
    ]);
    const judgement = judge(matched, runs);
    expect(judgement.verdict).toBe('reproduced');
    expect(judgement.measured!.mean).toBeCloseTo(0.01, 12);
  });

  it('are not compared where the next is more than half as large again', () => {
    const runs = [0, 1, 2].flatMap((trial) => [run({ trial, round: 14 }), once(trial, 900, 0.9)]);
    expect(judge(matched, runs).verdict).toBe('not run');
  });
});

describe('trials that are not finished', () => {
  it('shorten no curve that three others have', () => {
    const level: Level = {
      kind: 'level',
      ...gain,
      of: { variant: 'ticket', rounds: from(1, 4) },
      holds: 'at least',
      than: 0,
      edge: 'last',
      percent: 64,
    };
    const begun = [run({ trial: 3 }), run({ trial: 3, round: 1, accuracy: 0.97 })];
    const judgement = judge(claimOf(level), [...curve([0.99, 0.99, 0.97, 0.97]), ...begun]);
    expect(judgement).toMatchObject({ verdict: 'reproduced', trials: 3 });
    expect(judgement.reason).toContain('1 trial left out');
  });
});
