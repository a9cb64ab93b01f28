import type { Distribution, RunResult } from '@sweepstake/aggregate';
import { CLAIMS, claimLine, curvesRead, judge } from '@sweepstake/claims';
import type { Claim, Judgement } from '@sweepstake/claims';
import type { ClaimLine } from '@sweepstake/report';
import type { Gathered } from '../gather.ts';
import { readDensities } from '../results.ts';

/** Takes what configurations have, one after the other, and judges every claim by all of it in the end. */
export interface ClaimsJudge {
  take(gathered: Gathered): void;
  lines(): ClaimLine[];
  judgements(claims: readonly Claim[]): Judgement[];
  /** What was taken. */
  runs(): RunResult[];
  densities(): Distribution[];
}

/**
 * See `ClaimsJudge`. Keeps of a curve only the iterations that runs are reported at, and whole curves where claims read
 * them; of two runs of one name the first.
 */
export function claimsJudge(): ClaimsJudge {
  const runs = new Map<string, RunResult>();
  const densities = new Map<string, Distribution>();
  return {
    take({ results, store, published }) {
      const { plan } = results;
      const curves = curvesRead(plan.config.experiment);
      const reported = new Set(plan.arms.flatMap(({ config }) => config.evaluation.at));
      for (const run of results.runs) {
        const { values: all, ...label } = run;
        const values = all.filter(
          ({ at, iteration, metric }) =>
            at !== 'iteration' || reported.has(iteration) || curves.includes(metric),
        );
        const name = nameOf(label);
        if (!runs.has(name)) runs.set(name, { ...label, values });
      }
      for (const density of readDensities(plan, store, published).distributions) {
        const { bins: _, ...label } = density;
        const name = JSON.stringify(label);
        if (!densities.has(name)) densities.set(name, density);
      }
    },
    lines: () => judgements(CLAIMS).map(claimLine),
    judgements,
    runs: () => [...runs.values()],
    densities: () => [...densities.values()],
  };
  function judgements(claims: readonly Claim[]): Judgement[] {
    return claims.map((claim) => judge(claim, runs.values(), densities.values()));
  }
}

const nameOf = (run: Omit<RunResult, 'values'>): string => {
  const { experiment, preset, dataset, backend, numerics, network } = run;
  const { variant, setting, round, trial, replicate } = run;
  return [
    experiment,
    preset,
    dataset,
    backend,
    numerics,
    network,
    variant,
    setting,
    round,
    trial,
    replicate,
  ].join('|');
};
