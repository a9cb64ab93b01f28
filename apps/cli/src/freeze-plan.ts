import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import type { Plan, RunConfig } from '@sweepstake/experiments';
import type { Stage } from '@sweepstake/stages';
import { otherPlan, unknownPlan } from './errors.ts';
import { keepOwn } from './own/own-record.ts';
import { definitionOf } from './own/own-experiments.ts';
import { placesOf } from './places.ts';
import { addToRunRecord, isRecorded } from './run-record.ts';

/** One stage of `plan.json`. */
export interface FrozenStage {
  /** Hash of `payload`. */
  readonly id: string;
  readonly kind: Stage['kind'];
  readonly label: string;
  readonly variant: string;
  readonly trial: number;
  readonly round: number;
  readonly dependsOn: readonly string[];
  readonly payload: Stage;
}

/** One configuration as it was planned. */
export interface FrozenPlan {
  readonly config: RunConfig;
  readonly numerics: string;
  readonly stages: readonly FrozenStage[];
}

interface PlanFile {
  readonly format: number;
  readonly plans: readonly FrozenPlan[];
}

const FORMAT = 1;

/** Carries out a function while no other process that asks for the same does. */
export type Exclusively = (change: () => void) => Promise<void>;

/**
 * Records in the run folder what is run there: `plan.json` has every stage as it was planned first, `run.json` the
 * configurations, `own.json` networks and data sets of one's own. Writes nothing where both are there already.
 *
 * Throws `SWEEPSTAKE_CLI_PLAN` where the same configuration was planned otherwise, as by another version.
 */
export async function freezePlan(
  plan: Plan,
  store: Store,
  exclusively: Exclusively,
): Promise<void> {
  await keepOwn(plan, store, exclusively);
  const { config, numerics } = plan;
  const definition = definitionOf(config.experiment);
  const record = { config, numerics, plan: digestOf(plan), definition };
  // The plan of a large sweep takes longer to read than to make.
  if (isRecorded(store.root, record) && existsSync(join(store.root, 'plan.json'))) return;
  const entry = frozen(plan);
  if (!isFrozen(store, entry))
    await exclusively(() => {
      // Another process may have written it meanwhile.
      if (isFrozen(store, entry)) return;
      const others = readPlans(store).filter((other) => !isSame(other, entry));
      store.writePlan({ format: FORMAT, plans: [...others, entry] } satisfies PlanFile, true);
    });
  if (!isRecorded(store.root, record)) await exclusively(() => addToRunRecord(store, record));
}

/** SHA-256 of all that decides a plan's stages, 64 hex digits. */
function digestOf({ stages }: Plan): string {
  const hash = createHash('sha256');
  for (const { id, label, dependsOn } of stages)
    hash.update(`${id} ${dependsOn.join()} ${label}\n`);
  return hash.digest('hex');
}

/** The configurations that were planned in a folder. */
export function readPlans(store: Store): readonly FrozenPlan[] {
  const found = store.plan() as PlanFile | null;
  if (found === null) return [];
  if (found.format !== FORMAT) throw unknownPlan(store.root, found.format, FORMAT);
  return found.plans;
}

function frozen(plan: Plan): FrozenPlan {
  const { config, numerics } = plan;
  const places = placesOf(plan);
  const stages = plan.stages.map(({ id, label, dependsOn, payload }) => {
    return { id, kind: payload.kind, label, ...places.get(id)!, dependsOn, payload };
  });
  return { config, numerics, stages };
}

/** The number of trials decides how many stages there are, and changes none. */
const isSame = (a: FrozenPlan, b: FrozenPlan): boolean => keyOf(a) === keyOf(b);

const keyOf = ({ config, numerics }: FrozenPlan): string =>
  canonicalJson({ ...config, trials: 0, numerics });

/** True where the plan is there, with as many trials at least; throws where it is there and differs. */
function isFrozen(store: Store, entry: FrozenPlan): boolean {
  const before = readPlans(store).find((other) => isSame(other, entry));
  if (before === undefined) return false;
  const covered = before.config.trials >= entry.config.trials;
  const [few, many] = covered ? [entry, before] : [before, entry];
  const known = new Map(many.stages.map((stage) => [stage.id, stage]));
  const differs = few.stages.find((stage) => !isEqual(stage, known.get(stage.id)));
  if (differs !== undefined) throw otherPlan(store.root, differs.label);
  return covered;
}

// Equal ids mean equal payloads; what a stage is called decides nothing.
const isEqual = (a: FrozenStage, b: FrozenStage | undefined): boolean =>
  b !== undefined && a.dependsOn.join() === b.dependsOn.join();
