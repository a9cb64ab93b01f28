import { matchesSetting, unnarrowed } from '@sweepstake/claims';
import type { Claim, JudgingPreset, Needed } from '@sweepstake/claims';
import { applyOverrides, configOf } from '@sweepstake/experiments';
import type { Plan, PlannedStage, RunLabel } from '@sweepstake/experiments';
import { stageCosts } from '../estimate/stage-costs.ts';
import { planOf } from '../plan-of.ts';
import { finishedAnywhere } from './finished-anywhere.ts';

/** A plan, and what its stages take. */
interface Priced {
  readonly plan: Plan;
  readonly stages: ReadonlyMap<string, PlannedStage>;
  readonly secondsOf: (stage: PlannedStage) => number;
}

/** Seconds of one core that runs of a claim would take; null where no arm of the experiment has them. */
export type CostOf = (runs: readonly Needed[], claim: Claim) => number | null;

/**
 * The cost of what a claim still needs: of its trainings, and of all that they start from, without the stages that run
 * folders have. Plans are made once for every experiment.
 */
export async function claimCosts(claims: readonly Claim[], preset: JudgingPreset): Promise<CostOf> {
  const plans = new Map<string, Priced>();
  const there = finishedAnywhere();
  for (const claim of claims) {
    const key = keyOf(claim);
    if (!plans.has(key)) plans.set(key, await priced(claim, preset));
  }
  return (runs, claim) => {
    const { plan, stages, secondsOf } = plans.get(keyOf(claim))!;
    const wanted = runs.flatMap((one) => runsNeeded(plan, one, preset));
    if (wanted.length === 0) return null;
    const found = new Set<string>();
    const add = (id: string): void => {
      if (found.has(id) || there.has(id)) return;
      found.add(id);
      stages.get(id)!.dependsOn.forEach(add);
    };
    for (const { stage } of wanted) add(stage);
    return [...found].reduce((sum, id) => sum + secondsOf(stages.get(id)!), 0);
  };
}

const keyOf = ({ experiments: [first], set = '' }: Claim): string => `${first} ${set}`;

async function priced({ experiments: [name], set }: Claim, preset: JudgingPreset): Promise<Priced> {
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
