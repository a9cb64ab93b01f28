import type { Distribution, RunResult } from '@sweepstake/aggregate';
import { CLAIMS, claimLine, judge } from '@sweepstake/claims';
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

const curveOf =
  (metric: string) =>
  (experiment: string): string =>
    `${experiment} ${metric}`;

/** Metrics of which claims read whole curves, by experiment: where a value is reached. */
const CURVES = new Set(
  CLAIMS.flatMap(({ experiments, statistic }) =>
    'quantity' in statistic && 'reaches' in statistic.quantity
      ? experiments.map(curveOf(statistic.quantity.reaches))
      : [],
  ),
);

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
      const reported = new Set(plan.arms.flatMap(({ config }) => config.evaluation.at));
      for (const run of results.runs) {
        const { values: all, ...label } = run;
        const values = all.filter(
          ({ at, iteration, metric }) =>
            at !== 'iteration' ||
            reported.has(iteration) ||
            CURVES.has(curveOf(metric)(label.experiment)),
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
