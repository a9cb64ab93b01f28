import type { Plan } from '@sweepstake/experiments';

/** Some stages of a plan, all that wait for them, directly or not, and all that any of these need. */
export function partAround(plan: Plan, chosen: ReadonlySet<string>): Plan {
  const wanted = new Set(chosen);
  // Stages come after what they depend on.
  for (const { id, dependsOn } of plan.stages)
    if (dependsOn.some((before) => wanted.has(before))) wanted.add(id);
  return partWith(plan, wanted);
}

/** Some stages of a plan, and all that they need. */
export function partWith(plan: Plan, chosen: ReadonlySet<string>): Plan {
  const needed = new Set(chosen);
  for (const { id, dependsOn } of plan.stages.toReversed())
    if (needed.has(id)) for (const before of dependsOn) needed.add(before);
  return {
    ...plan,
    runs: plan.runs.filter(({ stage }) => needed.has(stage)),
    stages: plan.stages.filter(({ id }) => needed.has(id)),
  };
}
