import { describe, expect, it } from 'vitest';
import { CLAIMS, claimsNamed, curvesRead } from './claims.ts';
import { judge } from './judge.ts';
import { missing } from './missing.ts';
import { needed } from './needed.ts';
import { paperTable } from './paper-runs.fixture.ts';

describe('every claim of the paper', () => {
  it.each(CLAIMS.map((claim) => [claim.id, claim] as const))(
    '%s is reproduced where the numbers of the paper hold, and not where they are reversed',
    (_, claim) => {
      const { runs, distributions } = paperTable(claim);
      const held = judge(claim, runs, distributions);
      expect(held, held.reason).toMatchObject({ verdict: 'reproduced', trials: 5 });
      const reversed = paperTable(claim, true);
      const failed = judge(claim, reversed.runs, reversed.distributions);
      expect(failed, failed.reason).toMatchObject({ verdict: 'not reproduced', trials: 5 });
    },
  );

  it.each(CLAIMS.map((claim) => [claim.id, claim] as const))(
    '%s reads no run that it does not say it needs',
    (_, claim) => {
      const { runs } = paperTable(claim);
      const wanted = needed(claim).map((one) => [one.network, one.variant, one.setting].join());
      for (const run of runs)
        expect(wanted).toContain([run.network, run.variant, run.setting].join());
    },
  );

  it('has an id of its own, and a claim for every line of the protocol', () => {
    const ids = CLAIMS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const lines = (letter: string, count: number): string[] =>
      Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
    const protocol = [
      ...lines('L', 16),
      ...lines('C', 7),
      ...lines('V', 6),
      ...lines('R', 5),
      ...lines('F', 7),
      ...lines('H', 6),
      ...'B C-bottom C-order D E G2 G3 G4 G5 G6 I1 I4 I5'.split(' '),
    ];
    for (const line of protocol) expect(claimsNamed(line), line).not.toHaveLength(0);
  });

  it('is missing before anything was run, the cheapest first', () => {
    const found = missing(CLAIMS, [], {
      preset: 'paper',
      cost: (runs) => runs.reduce((sum, { rounds, trials }) => sum + rounds.length * trials, 0),
    });
    expect(found).toHaveLength(CLAIMS.length);
    const costs = found.map(({ cost }) => cost!);
    expect(costs).toStrictEqual(costs.toSorted((a, b) => a - b));
  });

  it('is refuted at reduced neither for its early stops, nor the best of a few rounds, nor a threshold of ours', () => {
    const refutable = CLAIMS.filter(({ reduced }) => reduced === 'order');
    const stops = refutable.filter(({ statistic }) =>
      JSON.stringify(statistic).includes('early_stop_iteration'),
    );
    expect(stops.map(({ id }) => id)).toEqual([]);
    const bests = refutable.filter(({ statistic }) => statistic.kind === 'best');
    expect(bests.map(({ id }) => id)).toEqual([]);
    const thresholds = refutable.filter(({ statistic }) =>
      statistic.kind === 'distribution'
        ? statistic.to === undefined && statistic.than !== 0.5
        : 'than' in statistic && statistic.than !== (statistic.by === 'ratio' ? 1 : 0),
    );
    expect(thresholds.map(({ id }) => id)).toEqual([]);
  });

  it('reads whole curves of few runs only', () => {
    expect(curvesRead('figure-11')).toStrictEqual(['test_accuracy']);
    expect(curvesRead('figure-4')).toStrictEqual([]);
  });

  it('is unknown by any other name', () => {
    expect(() => claimsNamed('L99')).toThrow('no claim "L99"');
  });
});
