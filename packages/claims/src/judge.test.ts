import { describe, expect, it } from 'vitest';
import { STOP, TEST_AT_STOP } from './claims/parts.ts';
import { claimLine } from './claim-line.ts';
import { judge } from './judge.ts';
import { accuracies, claimOf, run, stops } from './runs.fixture.ts';
import type { Mean } from './statistic.ts';

const DENSE = { variant: 'ticket', rounds: 0 } as const;
const TICKET = { variant: 'ticket', rounds: [7] } as const;

/** Early stop of the ticket over that of the dense network: the paper has 0.6. */
const faster: Mean = {
  kind: 'mean',
  by: 'ratio',
  quantity: STOP,
  of: TICKET,
  to: DENSE,
  sign: 'below',
  than: 1,
  size: { value: 0.6, within: 'factor' },
};
/** Test accuracy of the ticket above that of the dense network: the paper has 0.3 points. */
const better: Mean = {
  kind: 'mean',
  by: 'difference',
  quantity: TEST_AT_STOP,
  of: TICKET,
  to: DENSE,
  sign: 'above',
  than: 0,
  size: { value: 0.003, within: 0.002 },
};
/** The same without sizes. */
const { size: _stop, ...fasterAtAll } = faster;
const { size: _accuracy, ...betterAtAll } = better;
const CENSORED = 50_000;

const ten = (count: number, iteration: number): number[] =>
  Array.from({ length: count }, () => iteration);

describe('a claim of a ratio', () => {
  it.each([
    ['reproduced', 'all trials have the sign and the size', [6000, 6000, 6000, 6000, 6000]],
    ['reproduced', '4 of 5 trials have the sign', [5000, 5000, 5000, 5000, 11_000]],
    ['reproduced', '3 of 3 trials have the sign', [6000, 6000, 6000]],
    ['reproduced', 'the mean is the least of the factor, 0.67', [4020, 4020, 4020]],
    ['reproduced', 'the mean is the most of the factor, 1.5', [9000, 9000, 9000]],
    ['direction only', 'the mean is below the factor', [4019, 4019, 4019]],
    ['direction only', 'the mean is above the factor', [9001, 9001, 9001]],
    ['not reproduced', '3 of 5 trials have the sign', [5000, 5000, 5000, 11_000, 11_000]],
    ['not reproduced', '2 of 3 trials have the sign', [5000, 5000, 11_000]],
    ['not reproduced', 'a tie is no sign', [5000, 5000, 10_000]],
    ['not reproduced', '3 of 4 trials have the sign', [5000, 5000, 5000, 11_000]],
    ['reproduced', '8 of 10 trials have the sign', [...ten(8, 5000), ...ten(2, 11_000)]],
    ['not reproduced', '7 of 10 trials have the sign', [...ten(7, 5000), ...ten(3, 11_000)]],
    ['not reproduced', 'the mean has not', [9000, 9000, 9000, 9000, 49_000]],
    ['not judged', 'two trials are too few', [6000, 6000]],
  ])('is %s: %s', (verdict, _, iterations) => {
    expect(judge(claimOf(faster), stops(iterations)).verdict).toBe(verdict);
  });

  it('shows mean, minimum and maximum over trials, and each of them', () => {
    const judgement = judge(claimOf(faster), stops([5000, 7500, 10_000]));
    expect(judgement.measured).toStrictEqual({ mean: 0.75, min: 0.5, max: 1 });
    expect(judgement.pairs).toStrictEqual([
      { trial: 0, value: 0.5, holds: true },
      { trial: 1, value: 0.75, holds: true },
      { trial: 2, value: 1, holds: false },
    ]);
  });
});

describe('a censored early stop', () => {
  it('leaves its trial open where the bound does not decide', () => {
    // Dense runs that never reached their bottom against tickets that did not either.
    const both = [0, 1, 2].flatMap((trial) => [
      run({ trial, stop: CENSORED }),
      run({ trial, round: 7, stop: CENSORED }),
    ]);
    const judgement = judge(claimOf(faster), both);
    expect(judgement.verdict).toBe('not judged');
    expect(judgement.reason).toContain('censored');
  });

  it('decides a sign against which its bound already speaks', () => {
    expect(judge(claimOf(faster), stops([CENSORED, CENSORED, CENSORED])).verdict).toBe(
      'not reproduced',
    );
  });

  it('gives the sign but no size where only the dense network is censored', () => {
    const dense = [0, 1, 2].flatMap((trial) => [
      run({ trial, stop: CENSORED }),
      run({ trial, round: 7, stop: 30_000 }),
    ]);
    const judgement = judge(claimOf(faster), dense);
    expect(judgement).toMatchObject({ verdict: 'direction only', bound: 'at most' });
    expect(judgement.reason).toContain('size open');
  });

  it('does not stop a verdict that the other trials decide', () => {
    const four = stops([6000, 6000, 6000, 6000]);
    const open = [run({ trial: 4, stop: CENSORED }), run({ trial: 4, round: 7, stop: CENSORED })];
    const judgement = judge(claimOf(faster), [...four, ...open]);
    expect(judgement).toMatchObject({ verdict: 'direction only', bound: 'open' });
    expect(claimLine(judgement).measured).toMatch(/^open \[0\.00, 0\.60\]$/);
    expect(judge(claimOf(fasterAtAll), [...four, ...open]).verdict).toBe('reproduced');
  });
});

describe('a claim of a difference of accuracies', () => {
  it.each([
    ['reproduced', 'the size is at the lower end of 0.2 points', [0.981, 0.981, 0.981]],
    ['reproduced', 'the size is at the upper end of 0.2 points', [0.985, 0.985, 0.985]],
    ['direction only', 'the size is smaller', [0.9809, 0.9809, 0.9809]],
    ['direction only', 'the size is larger', [0.9851, 0.9851, 0.9851]],
    ['not reproduced', 'accuracies are equal', [0.98, 0.98, 0.98]],
    ['not reproduced', 'accuracies are lower', [0.97, 0.97, 0.97]],
  ])('is %s: %s', (verdict, _, values) => {
    expect(judge(claimOf(better), accuracies(values)).verdict).toBe(verdict);
  });

  it('that says "more than" has its size where it goes further', () => {
    const more: Mean = { ...better, size: { value: 0.003, within: 0.002, orMore: true } };
    expect(judge(claimOf(more), accuracies([0.99, 0.99, 0.99])).verdict).toBe('reproduced');
    expect(judge(claimOf(more), accuracies([0.9805, 0.9805, 0.9805])).verdict).toBe(
      'direction only',
    );
  });

  it('averages the reinitialisations of a trial before it is paired', () => {
    const reinits = [0, 1, 2].flatMap((trial) => [
      run({ trial, round: 7, accuracy: 0.983 }),
      ...[0.979, 0.98, 0.981].map((accuracy, replicate) =>
        run({ trial, round: 7, variant: 'reinit', replicate, accuracy }),
      ),
    ]);
    const against: Mean = { ...better, to: { variant: 'reinit', rounds: 'same' } };
    const judgement = judge(claimOf(against), reinits);
    expect(judgement).toMatchObject({ verdict: 'reproduced', trials: 3 });
    expect(judgement.measured!.mean).toBeCloseTo(0.003, 12);
  });

  it('leaves out the trial of a diverged run and says so', () => {
    const four = accuracies([0.983, 0.983, 0.983, 0.983]);
    const gone = [
      run({ trial: 4 }),
      run({ trial: 4, round: 7, accuracy: 0.1, diverged: true, values: [], earlyStop: null }),
    ];
    expect(judge(claimOf(better), [...four, ...gone])).toMatchObject({
      verdict: 'reproduced',
      trials: 4,
    });
    expect(judge(claimOf(better), [...accuracies([0.983, 0.983]), ...gone]).verdict).toBe(
      'not judged',
    );
  });
});

describe('where runs come from', () => {
  const three = [0.983, 0.983, 0.983];

  it('is not run without the runs that it reads', () => {
    expect(judge(claimOf(better), [])).toMatchObject({ verdict: 'not run', measured: null });
    expect(judge(claimOf(better), [run(), run({ trial: 1 })]).verdict).toBe('not run');
    const strokes = accuracies(three, { dataset: 'strokes' });
    expect(judge(claimOf(better), strokes).verdict).toBe('not run');
  });

  it('prefers preset paper, and takes reduced where paper cannot be judged yet', () => {
    const reduced = accuracies([0.99, 0.99, 0.99], { preset: 'reduced' });
    expect(judge(claimOf(better), [...reduced, ...accuracies(three)])).toMatchObject({
      verdict: 'reproduced',
      preset: 'paper',
    });
    expect(judge(claimOf(better), [...reduced, ...accuracies([0.983])])).toMatchObject({
      verdict: 'direction only',
      preset: 'reduced',
    });
  });

  it('refutes an order at reduced, and nothing that depends on the length of training', () => {
    const worse = accuracies([0.97, 0.97, 0.97], { preset: 'reduced' });
    const order = claimOf(betterAtAll, { reduced: 'order' });
    expect(judge(order, worse)).toMatchObject({ verdict: 'not reproduced', preset: 'reduced' });
    expect(judge(claimOf(better), worse)).toMatchObject({
      verdict: 'not judged',
      reason: "the paper's sign in 0 of 3 trials; a miss is for preset paper to say",
    });
  });

  it('gives a size no more than its direction at reduced, an order its verdict, the rest none', () => {
    const runs = accuracies(three, { preset: 'reduced' });
    expect(judge(claimOf(better), runs).verdict).toBe('direction only');
    const order = claimOf(betterAtAll, { reduced: 'order' });
    expect(judge(order, runs).verdict).toBe('reproduced');
    expect(judge(claimOf(betterAtAll), runs).verdict).toBe('direction only');
    expect(judge(claimOf(better, { reduced: 'nothing' }), runs).verdict).toBe('not judged');
  });

  it('judges nothing by presets that test the program', () => {
    for (const preset of ['smoke', 'quick', 'tiny'])
      expect(judge(claimOf(better), accuracies(three, { preset })).verdict).toBe('not judged');
  });

  it('never pairs runs of two backends, numerics or widths', () => {
    const dense = [0, 1, 2].map((trial) => run({ trial, backend: 'tfjs' }));
    const tickets = [0, 1, 2].map((trial) => run({ trial, round: 7, accuracy: 0.983 }));
    expect(judge(claimOf(better), [...dense, ...tickets]).verdict).toBe('not run');
  });

  it('takes a run once where two experiments of the claim have it', () => {
    const claim = claimOf(better, { experiments: ['figure-4', 'figure-3'] });
    const twice = [...accuracies(three), ...accuracies(three, { experiment: 'figure-3' })];
    expect(judge(claim, twice)).toMatchObject({ verdict: 'reproduced', trials: 3 });
    const split = twice.filter((r) => (r.round === 0) === (r.experiment === 'figure-3'));
    expect(judge(claim, split)).toMatchObject({ verdict: 'reproduced', trials: 3 });
  });

  it('reads the setting that it asks for and no other', () => {
    const claim = claimOf(better, { setting: { learning_rate: '0.0002' } });
    const other = accuracies(three, { setting: 'learning_rate=0.002' });
    expect(judge(claim, [...other, ...accuracies(three)]).verdict).toBe('not run');
    expect(judge(claim, accuracies(three, { setting: 'learning_rate=2e-4' })).verdict).toBe(
      'reproduced',
    );
  });
});
