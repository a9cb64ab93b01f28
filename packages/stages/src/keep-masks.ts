import type { Store } from '@sweepstake/store';
import { paths } from './paths.ts';
import { trainingNeeds } from './stage-needs.ts';
import type { Naming } from './stage-needs.ts';
import type { Stage } from './stage.ts';

/** A stage of a plan, as far as its place in the graph goes. */
export interface PlacedStage {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly payload: Pick<Stage, 'kind'> & Naming;
}

/** What a stage reads weights or masks of; weights that it begins with may be older than the mask that it waits for. */
const needs = ({ dependsOn, payload }: PlacedStage): readonly string[] => [
  ...new Set([...dependsOn, ...trainingNeeds(payload)]),
];

/**
 * Gives up the weights of trainings that nothing of the plan needs any more: those after the last iteration and those
 * kept for rewinding. Curves, records and the masks of prunings stay, and no id changes; reading what is gone then
 * says so. Returns a function to be told of every stage that is finished, in any order, also of those that were
 * before; it returns the bytes that it saved. `measured` names trainings whose weights are read after the plan, by
 * analyses, and so stay.
 */
export function keepMasks(
  store: Store,
  stages: readonly PlacedStage[],
  measured: Iterable<string> = [],
): (finished: string) => number {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  /** Stages that are not finished and need this one. */
  const needing = new Map<string, Set<string>>(stages.map(({ id }) => [id, new Set()]));
  for (const stage of stages) for (const needed of needs(stage)) needing.get(needed)?.add(stage.id);
  const staying = new Set(measured);
  const finished = new Set<string>();

  return (id) => {
    const stage = byId.get(id);
    if (stage === undefined || finished.has(id)) return 0;
    finished.add(id);
    for (const needed of needs(stage)) needing.get(needed)?.delete(id);
    const free = [id, ...needs(stage)].filter(
      (one) =>
        finished.has(one) &&
        !staying.has(one) &&
        byId.get(one)?.payload.kind === 'train' &&
        needing.get(one)?.size === 0,
    );
    return free.reduce((saved, one) => saved + dropWeights(store, one), 0);
  };
}

function dropWeights(store: Store, id: string): number {
  const names = Object.keys(store.record(id).files);
  return store.drop(
    id,
    names.filter((name) => name === paths.survivors || paths.isKept(name)),
  );
}
