import type { Missing } from '@sweepstake/claims';
import type { Plan } from '@sweepstake/experiments';
import { partWith } from '../part-around.ts';
import { keyOf } from './claim-plans.ts';
import type { ClaimPlans, Held } from './claim-plans.ts';

/** What claims need of one experiment. */
export interface PartToTrain extends Held {
  /** Ids of the claims that need it. */
  readonly claims: readonly string[];
  /** Stages that they read, and all that these start from. */
  readonly part: Plan;
  readonly whole: Plan;
}

/** The parts of experiments that judge claims, each experiment once, in the order of the claims; none that has no runs. */
export function partsToTrain(missing: readonly Missing[], plans: ClaimPlans): PartToTrain[] {
  const found = new Map<string, { held: Held; whole: Plan; ids: string[]; stages: Set<string> }>();
  for (const { claim, runs } of missing)
    for (const one of runs) {
      const runsOfPlan = plans.runsOf(one, claim);
      if (runsOfPlan.length === 0) continue;
      const held = { experiment: one.experiment, set: claim.set };
      const key = keyOf(held);
      const whole = plans.of(one.experiment, claim);
      const entry = found.get(key) ?? { held, whole, ids: [], stages: new Set<string>() };
      found.set(key, entry);
      if (!entry.ids.includes(claim.id)) entry.ids.push(claim.id);
      for (const { stage } of runsOfPlan) entry.stages.add(stage);
    }
  return [...found.values()].map(({ held, whole, ids, stages }) => ({
    ...held,
    claims: ids,
    part: partWith(whole, stages),
    whole,
  }));
}
