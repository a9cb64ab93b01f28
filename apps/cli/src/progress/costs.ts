import type { PlannedStage } from '@sweepstake/experiments';

/** Estimated work of a stage, in seconds of one core of some machine. */
export interface Cost {
  readonly id: string;
  readonly cost: number;
  /** Work of the longest path that starts here. */
  readonly path: number;
}

/**
 * The work of every stage, last ones first. `stages` lists each after those it depends on; `secondsOf` estimates one
 * of them alone.
 */
export function costsOf(
  stages: readonly PlannedStage[],
  secondsOf: (stage: PlannedStage) => number,
): Cost[] {
  const paths = new Map<string, number>();
  return stages.toReversed().map((stage) => {
    const { id, dependsOn } = stage;
    const cost = secondsOf(stage);
    const path = cost + (paths.get(id) ?? 0);
    for (const before of dependsOn) paths.set(before, Math.max(paths.get(before) ?? 0, path));
    return { id, cost, path };
  });
}
