import type { Claim, Needed } from '@sweepstake/claims';
import type { Plan, PlannedStage } from '@sweepstake/experiments';
import { stageSeconds } from '../estimate/stage-costs.ts';
import type { ClaimPlans } from './claim-plans.ts';

/** A plan, and what its stages take. */
interface Priced {
  readonly stages: ReadonlyMap<string, PlannedStage>;
  readonly secondsOf: (stage: PlannedStage) => number;
}

/**
 * Seconds of one core of runs of a claim and all that they start from, without the stages that are `there`; null where
 * no arm of their experiment has them.
 */
export function claimCosts(
  plans: ClaimPlans,
  there: ReadonlySet<string>,
): (runs: readonly Needed[], claim: Claim) => number | null {
  const known = new Map<Plan, Priced>();
  const pricesOf = (plan: Plan): Priced => {
    const before = known.get(plan);
    if (before !== undefined) return before;
    const stages = new Map(plan.stages.map((stage) => [stage.id, stage]));
    const priced = { stages, secondsOf: stageSeconds(plan) };
    known.set(plan, priced);
    return priced;
  };
  return (runs, claim) => {
    const seconds = new Map<string, number>();
    const add = (from: Priced, id: string): void => {
      if (seconds.has(id) || there.has(id)) return;
      const stage = from.stages.get(id)!;
      seconds.set(id, from.secondsOf(stage));
      for (const before of stage.dependsOn) add(from, before);
    };
    let found = 0;
    for (const one of runs) {
      const priced = pricesOf(plans.of(one.experiment, claim));
      for (const { stage } of plans.runsOf(one, claim)) {
        found++;
        add(priced, stage);
      }
    }
    return found === 0 ? null : [...seconds.values()].reduce((a, b) => a + b, 0);
  };
}
