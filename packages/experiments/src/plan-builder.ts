import { stageIdOf } from '@sweepstake/stages';
import type { Stage } from '@sweepstake/stages';
import type { Arm } from './arms-of.ts';
import type { RunConfig } from './config.ts';
import type { Level } from './levels.ts';
import type { Plan, RunLabel } from './plan.ts';
import { priorities } from './priorities.ts';
import { trainingsOf } from './stages-of-config.ts';
import type { Place } from './stages-of-config.ts';

/** Where a run stands, and what it is called. */
export interface RunPlace extends Omit<Place, 'round'> {
  readonly variant: string;
  readonly level: Level;
  readonly replicate: number;
  /** What it waits for beside its mask. */
  readonly after?: string | undefined;
}

interface Draft {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly label: string;
  readonly payload: Stage;
  readonly cost: number;
}

/** Collects stages and runs of one arm; equal stages are kept once, with the label they came with first. */
export interface ArmBuilder {
  /** Adds a stage after those it depends on; returns its id. */
  add(payload: Stage, dependsOn: readonly string[], label: string, cost: number): string;
  /** Adds a training and its labels; returns its id. */
  addRun(place: RunPlace): string;
}

/** Collects the arms of one plan. */
export interface PlanBuilder {
  arm(index: number): ArmBuilder;
  plan(): Plan;
}

export function planBuilder(
  config: RunConfig,
  arms: readonly Arm[],
  numerics: string,
): PlanBuilder {
  const drafts = new Map<string, Draft>();
  const runs: RunLabel[] = [];

  const arm = (index: number): ArmBuilder => {
    const { config: own, setting } = arms[index]!;
    const { dataset, network, iterations } = own;
    const trainingAt = trainingsOf(own, numerics);
    const prefix = arms.length === 1 ? '' : `${[network, setting].filter(Boolean).join(' ')} `;

    const add: ArmBuilder['add'] = (payload, dependsOn, label, cost) => {
      const id = stageIdOf(payload);
      if (!drafts.has(id))
        drafts.set(id, { id, dependsOn, label: `${prefix}${label}`, payload, cost });
      return id;
    };

    const addRun: ArmBuilder['addRun'] = ({ variant, level, replicate, after, ...place }) => {
      const { round, percentRemaining, weights } = level;
      const { trial, mask } = place;
      const name = variant === 'ticket' ? variant : `${variant} ${replicate}`;
      // The round of a one-shot pruning is the per mille that it removes, and there is only one.
      const at = variant.startsWith('one-shot') ? '' : `round ${round} `;
      const label = `trial ${trial} ${at}${name} (${percentRemaining.toFixed(1)}%)`;
      const training = trainingAt({ ...place, round });
      // Weights to rewind to are older than the mask, so the mask is all there is to wait for.
      const dependsOn = [mask, after ?? null].filter((id) => id !== null);
      const stage = add(training, dependsOn, label, iterations * weights);
      runs.push({ stage, arm: index, dataset, network, variant, setting, round, trial, replicate });
      return stage;
    };

    return { add, addRun };
  };

  const plan = (): Plan => {
    const order = priorities([...drafts.values()]);
    const stages = Array.from(drafts.values(), ({ id, dependsOn, label, payload }) => {
      return { id, dependsOn, label, payload, priority: order.get(id)! };
    });
    return { config, arms, numerics, stages, runs };
  };

  return { arm, plan };
}
