import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Plan } from '@sweepstake/experiments';
import { stageNeeds } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { analysesOf, trainingsAnalysed } from '../analyse-run.ts';
import { numericsOf } from '../execute-run.ts';

/** Stages of a plan that another run folder has finished. */
export interface SharedStages {
  readonly folder: string;
  readonly from: Store;
  readonly ids: readonly string[];
}

/** What is looked for. */
export interface Wanted {
  readonly plan: Plan;
  /** Default: the whole plan. */
  readonly part?: Plan | undefined;
  /** The run folder of the plan, as it was named; it need not exist. */
  readonly folder: string;
  /** Whether a stage is finished there. */
  readonly has: (id: string) => boolean;
}

/**
 * Finished stages of a plan that its own folder lacks, in the folders beside it that hold the same numerics: equal ids
 * are equal trainings, whatever figure they were made for. A stage whose weights were given up (`--keep masks`) is
 * taken only where nothing that is left to do reads them.
 */
export function sharedStages({ plan, part = plan, folder, has }: Wanted): SharedStages[] {
  const missing = new Set(part.stages.filter(({ id }) => !has(id)).map(({ id }) => id));
  const beside = missing.size === 0 ? [] : storesBeside(folder, numericsOf(plan));
  if (beside.length === 0) return [];
  const found = new Map<string, string[]>(beside.map(([name]) => [name, []]));
  // Most folders have nothing of a plan, and a look into a folder costs less than one at each stage.
  const names = new Map(beside.map(([name, store]) => [name, new Set(store.names())]));
  const needed = new Set(trainingsAnalysed(plan, analysesOf(plan.config)));
  // Last ones first: whether a stage's weights are read is known once all that wait for it are decided.
  for (const { id, payload } of part.stages.toReversed()) {
    if (!missing.has(id)) continue;
    const isWhole = needed.has(id);
    const having = beside.filter(([name, store]) => names.get(name)!.has(id) && store.has(id));
    const source =
      having.find(([, store]) => !isReduced(store, id)) ?? (isWhole ? undefined : having[0]);
    if (source === undefined) for (const before of stageNeeds(payload)) needed.add(before);
    else found.get(source[0])!.push(id);
  }
  return beside.flatMap(([name, from]) => {
    const ids = found.get(name)!.toReversed();
    return ids.length === 0 ? [] : [{ folder: name, from, ids }];
  });
}

/** Makes stages that were found visible in a run folder; returns those that were not there yet, as many as each has. */
export const takeOver = (store: Store, shared: readonly SharedStages[]): SharedStages[] =>
  shared.map((one) => ({ ...one, ids: one.ids.filter((id) => store.adopt(id, one.from)) }));

/** Whether some of its files were dropped. */
const isReduced = (store: Store, id: string): boolean =>
  Object.values(store.record(id).files).some(({ dropped }) => dropped === true);

/** The other run folders in the folder's parent, sorted; what cannot be opened is none. */
function storesBeside(folder: string, numerics: string): (readonly [string, Store])[] {
  const own = basename(resolve(folder));
  const parent = dirname(resolve(folder));
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== own)
    .map(({ name }) => name)
    .filter((name) => existsSync(join(parent, name, 'sweepstake.json')));
  return names.sort().flatMap((name) => {
    const store = opened(join(parent, name));
    return store?.numerics === numerics ? [[join(dirname(folder), name), store] as const] : [];
  });
}

/** Null where the folder cannot be read, or was written by another version. */
function opened(folder: string): Store | null {
  try {
    return openStore(folder, { create: false });
  } catch {
    return null;
  }
}
