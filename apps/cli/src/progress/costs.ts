import type { PlannedStage } from '@sweepstake/experiments';

/** Estimated work of a stage, in any unit. */
export interface Cost {
  readonly id: string;
  readonly cost: number;
  /** Work of the longest path that starts here. */
  readonly path: number;
}

/** A training of few weights still pays for its batches and its evaluation: this share of the largest one. */
const FIXED_SHARE = 0.12;

/**
 * The work of every stage, last ones first; `stages` lists each after those it depends on. A plan's priority is the
 * work of the longest path; its first step is the stage's own.
 */
export function costsOf(stages: readonly PlannedStage[]): Cost[] {
  const behind = new Map<string, number>();
  for (const { dependsOn, priority } of stages)
    for (const id of dependsOn) behind.set(id, Math.max(behind.get(id) ?? 0, priority));
  const own = new Map(stages.map(({ id, priority }) => [id, priority - (behind.get(id) ?? 0)]));
  const fixed = FIXED_SHARE * [...own.values()].reduce((a, b) => Math.max(a, b), 0);
  const paths = new Map<string, number>();
  return stages.toReversed().map(({ id, dependsOn, payload }) => {
    const cost = own.get(id)! + (payload.kind === 'train' ? fixed : 0);
    const path = cost + (paths.get(id) ?? 0);
    for (const before of dependsOn) paths.set(before, Math.max(paths.get(before) ?? 0, path));
    return { id, cost, path };
  });
}
