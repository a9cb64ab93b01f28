/** A stage before its priority is known. */
interface Costed {
  readonly id: string;
  readonly dependsOn: readonly string[];
  /** Work in any unit; a training's is iterations times surviving weights. */
  readonly cost: number;
}

/**
 * The cost of the longest path from each stage to an end, itself included: the critical path. Starting the
 * larger ones first puts chains before branches, so that workers end together. `stages` lists each stage after
 * those it depends on.
 */
export function priorities(stages: readonly Costed[]): Map<string, number> {
  const longest = new Map(stages.map(({ id, cost }) => [id, cost]));
  const costs = new Map(longest);
  for (const { id, dependsOn } of stages.toReversed())
    for (const before of dependsOn) {
      const path = longest.get(id)! + costs.get(before)!;
      if (path > longest.get(before)!) longest.set(before, path);
    }
  return longest;
}
