import { stageIdOf } from '@sweepstake/stages';
import type { Stage } from '@sweepstake/stages';
import type { RunConfig } from './config.ts';
import type { Level } from './levels.ts';
import type { Plan, RunLabel } from './plan.ts';
import { priorities } from './priorities.ts';
import { settingOf } from './setting.ts';
import { trainingsOf } from './stages-of-config.ts';
import type { Place } from './stages-of-config.ts';

/** Where a run stands, and what it is called. */
export interface RunPlace extends Omit<Place, 'round'> {
  readonly variant: string;
  readonly level: Level;
  readonly replicate: number;
}

interface Draft {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly label: string;
  readonly payload: Stage;
  readonly cost: number;
}

/** Collects stages and runs; equal stages are kept once, with the label they came with first. */
export interface PlanBuilder {
  /** Adds a stage after those it depends on; returns its id. */
  add(payload: Stage, dependsOn: readonly string[], label: string, cost: number): string;
  /** Adds a training and its labels; returns its id. */
  addRun(place: RunPlace): string;
  plan(): Plan;
}

export function planBuilder(config: RunConfig, numerics: string): PlanBuilder {
  const setting = settingOf(config);
  const trainingAt = trainingsOf(config, numerics);
  const drafts = new Map<string, Draft>();
  const runs: RunLabel[] = [];

  const add: PlanBuilder['add'] = (payload, dependsOn, label, cost) => {
    const id = stageIdOf(payload);
    if (!drafts.has(id)) drafts.set(id, { id, dependsOn, label, payload, cost });
    return id;
  };

  const addRun: PlanBuilder['addRun'] = ({ variant, level, replicate, ...place }) => {
    const { round, percentRemaining, weights } = level;
    const { trial, mask } = place;
    const name = variant === 'ticket' ? variant : `${variant} ${replicate}`;
    const label = `trial ${trial} round ${round} ${name} (${percentRemaining.toFixed(1)}%)`;
    const training = trainingAt({ ...place, round });
    // Weights to rewind to are older than the mask, so the mask is all there is to wait for.
    const dependsOn = mask === null ? [] : [mask];
    const stage = add(training, dependsOn, label, config.iterations * weights);
    runs.push({ stage, variant, setting, round, trial, replicate });
    return stage;
  };

  const plan = (): Plan => {
    const order = priorities([...drafts.values()]);
    const stages = Array.from(drafts.values(), ({ id, dependsOn, label, payload }) => {
      return { id, dependsOn, label, payload, priority: order.get(id)! };
    });
    return { config, numerics, stages, runs };
  };

  return { add, addRun, plan };
}
