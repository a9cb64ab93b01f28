import { matchesSetting, needed, unnarrowed } from '@sweepstake/claims';
import type { Claim, JudgingPreset, Needed } from '@sweepstake/claims';
import { applyOverrides, configOf } from '@sweepstake/experiments';
import type { Plan, RunLabel } from '@sweepstake/experiments';
import { planOf } from '../plan-of.ts';

/** A claim's experiment, with the one key that it changes where it does. */
export interface Held {
  readonly experiment: string;
  readonly set: string | undefined;
}

/** Plans of the experiments that hold the runs of claims. */
export interface ClaimPlans {
  /** Of an experiment of a claim. */
  of(experiment: string, claim: Claim): Plan;
  /** Runs of that plan that a claim needs; empty where no arm of the experiment has them. */
  runsOf(one: Needed, claim: Claim): RunLabel[];
}

/** Makes each plan once. */
export async function claimPlans(
  claims: readonly Claim[],
  preset: JudgingPreset,
): Promise<ClaimPlans> {
  const plans = new Map<string, Plan>();
  for (const claim of claims)
    for (const { experiment } of needed(claim, preset)) {
      const { set } = claim;
      const key = keyOf({ experiment, set });
      if (plans.has(key)) continue;
      const changes = set === undefined ? [] : [set];
      plans.set(key, await planOf(applyOverrides(configOf(experiment, preset), changes)));
    }
  const of: ClaimPlans['of'] = (experiment, { set }) => plans.get(keyOf({ experiment, set }))!;
  return { of, runsOf: (one, claim) => runsNeeded(of(one.experiment, claim), one, preset) };
}

/** What tells experiments of claims apart. */
export const keyOf = ({ experiment, set = '' }: Held): string => `${experiment} ${set}`;

function runsNeeded({ arms, runs }: Plan, one: Needed, preset: string): RunLabel[] {
  const own = arms.map(
    ({ config, setting }) =>
      config.dataset === one.dataset &&
      unnarrowed(config.network).network === one.network &&
      matchesSetting(one.wanted, setting, preset),
  );
  const rounds = new Set(one.rounds);
  return runs.filter(
    ({ arm, variant, round, trial }) =>
      own[arm] === true && variant === one.variant && rounds.has(round) && trial < one.trials,
  );
}
