import { describe, expect, it } from 'vitest';
import { claimLine, commandOf } from './claim-line.ts';
import { claimsCsv, claimsMarkdown, claimsTable } from './claims-table.ts';
import { claimsNamed } from './claims.ts';
import { judge } from './judge.ts';
import { missing } from './missing.ts';
import { needed } from './needed.ts';
import { stops } from './runs.fixture.ts';

const [L1, L3, L10] = ['L1', 'L3', 'L10'].map((id) => claimsNamed(id)[0]!);
const runs = stops([6000, 6200, 6400]);
const judgements = [judge(L1!, runs), judge(L10!, runs)];

describe('tables of claims', () => {
  it('say what was claimed, measured, and what to run', () => {
    expect(claimsTable(judgements, 80)).toBe(`\
L1   reproduced  paper: x0.62 (38% earlier)  measured: x0.62 [0.60, 0.64], 3 (paper)
    The ticket of 21.1% reaches its early stop sooner than the dense network.
    section 2, figure 4a: the paper's sign in 3 of 3 trials, its size within
    tolerance.

L10  not run     paper: 2.51x faster
    The ticket of 21.1% learns faster than its random reinitialisations.
    section 2, figure 4a: no finished runs of figure-4 that it reads.
    sweepstake judge L10

2 claims: 1 reproduced, 1 not run.
`);
  });

  it('have as many cells in every line of Markdown', () => {
    const lines = claimsMarkdown(judgements).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line.split(' | ')).toHaveLength(8);
  });

  it('have numbers in CSV', () => {
    const [header, first, second] = [...claimsCsv(judgements)];
    expect(header).toBe(
      'id,claim,source,paper,mean,min,max,bound,trials,preset,verdict,reason,command\n',
    );
    expect(first).toMatch(/^L1,.*,0\.62,0\.6,0\.64,,3,paper,reproduced,/);
    expect(second).toMatch(/^L10,.*,2\.51x faster,,,,,0,,not run,/);
  });

  it('name what to type until a claim is judged at full size', () => {
    expect(claimLine(judgements[0]!).command).toBeNull();
    const reduced = runs.map((run) => ({ ...run, preset: 'reduced' }));
    expect(claimLine(judge(L1!, reduced)).command).toBe('sweepstake judge L1');
    expect(commandOf(L10!, 'reduced')).toBe('sweepstake judge L10 --preset reduced');
  });
});

describe('needed', () => {
  it('names every variant that a claim reads, once', () => {
    expect(needed(L1!)).toStrictEqual([
      {
        experiment: 'figure-4',
        preset: 'paper',
        dataset: 'mnist',
        network: 'lenet-300-100',
        variant: 'ticket',
        rounds: [0, 7],
        setting: '',
        wanted: {},
        trials: 5,
      },
    ]);
    expect(needed(L10!, 'reduced')).toMatchObject([
      { variant: 'ticket', rounds: [7], trials: 3 },
      { variant: 'reinit', rounds: [7], trials: 3 },
    ]);
  });
});

describe('missing', () => {
  const cost = (all: readonly { readonly rounds: readonly number[] }[]) =>
    all.reduce((sum, { rounds }) => sum + rounds.length, 0);

  it('leaves out claims that can be judged, and rounds that are finished', () => {
    const five = stops([6000, 6000, 6000, 6000, 6000]);
    const found = missing([L1!, L3!, L10!], five, { preset: 'paper', cost });
    expect(found).toMatchObject(
      [
        { claim: { id: 'L10' }, cost: 1, runs: [{ variant: 'reinit', rounds: [7] }] },
        { claim: { id: 'L3' }, cost: 1, runs: [{ variant: 'ticket', rounds: [9] }] },
      ].toReversed(),
    );
  });

  it('has what costs nobody knows how much last', () => {
    const found = missing([L1!, L10!], [], {
      preset: 'paper',
      cost: (_, { id }) => (id === 'L1' ? null : 3),
    });
    expect(found.map(({ claim }) => claim.id)).toStrictEqual(['L10', 'L1']);
  });
});
