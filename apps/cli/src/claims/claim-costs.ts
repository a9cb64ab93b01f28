import { matchesSetting, needed, unnarrowed } from '@sweepstake/claims';
import type { Claim, JudgingPreset, Needed } from '@sweepstake/claims';
import { applyOverrides, configOf } from '@sweepstake/experiments';
import type { Plan, PlannedStage, RunLabel } from '@sweepstake/experiments';
import { stageCosts } from '../estimate/stage-costs.ts';
import { planOf } from '../plan-of.ts';
import { finishedIn } from './finished-in.ts';

/** A plan, and what its stages take. */
interface Priced {
  readonly plan: Plan;
  readonly stages: ReadonlyMap<string, PlannedStage>;
  readonly secondsOf: (stage: PlannedStage) => number;
}

/** Seconds of one core. */
export interface ClaimCosts {
  /** Of runs of a claim and all that they start from; null where no arm of their experiment has them. */
  ofRuns(runs: readonly Needed[], claim: Claim): number | null;
  /** Of all stages of the experiments that a claim's command runs. */
  ofCommand(claim: Claim): number;
}

/**
 * What claims still need, without the stages that run folders have: those in `runs`, or the one that is named. Plans
 * are made once for every experiment.
 */
export async function claimCosts(
  claims: readonly Claim[],
  preset: JudgingPreset,
  folder: string | undefined,
): Promise<ClaimCosts> {
  const plans = new Map<string, Priced>();
  const there = finishedIn(folder);
  const experimentsOf = (claim: Claim): string[] => [
    ...new Set(needed(claim, preset).map(({ experiment }) => experiment)),
  ];
  for (const claim of claims)
    for (const experiment of experimentsOf(claim)) {
      const key = keyOf(experiment, claim);
      if (!plans.has(key)) plans.set(key, await priced(experiment, preset, claim.set));
    }
  const plansOf = (claim: Claim): Priced[] =>
    experimentsOf(claim).map((experiment) => plans.get(keyOf(experiment, claim))!);
  return {
    ofRuns(runs, claim) {
      const seconds = new Map<string, number>();
      const add = (from: Priced, id: string): void => {
        if (seconds.has(id) || there.has(id)) return;
        const stage = from.stages.get(id)!;
        seconds.set(id, from.secondsOf(stage));
        for (const before of stage.dependsOn) add(from, before);
      };
      let found = 0;
      for (const one of runs) {
        const priced = plans.get(keyOf(one.experiment, claim))!;
        for (const { stage } of runsNeeded(priced.plan, one, preset)) {
          found++;
          add(priced, stage);
        }
      }
      return found === 0 ? null : sum(seconds.values());
    },
    ofCommand(claim) {
      const seconds = new Map<string, number>();
      for (const { stages, secondsOf } of plansOf(claim))
        for (const [id, stage] of stages) if (!there.has(id)) seconds.set(id, secondsOf(stage));
      return sum(seconds.values());
    },
  };
}

const sum = (all: Iterable<number>): number => [...all].reduce((a, b) => a + b, 0);

const keyOf = (experiment: string, { set = '' }: Claim): string => `${experiment} ${set}`;

async function priced(
  name: string,
  preset: JudgingPreset,
  set: string | undefined,
): Promise<Priced> {
  const plan = await planOf(applyOverrides(configOf(name, preset), set === undefined ? [] : [set]));
  const costOf = stageCosts(plan);
  return {
    plan,
    stages: new Map(plan.stages.map((stage) => [stage.id, stage])),
    secondsOf: (stage) => {
      const { steps, evaluation } = costOf(stage).seconds;
      return steps + evaluation;
    },
  };
}

/** The runs of a plan that are asked for. */
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
