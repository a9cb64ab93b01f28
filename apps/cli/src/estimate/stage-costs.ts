import type { Plan, PlannedStage } from '@sweepstake/experiments';
import { modelByName } from '@sweepstake/models';
import { placesOf } from '../places.ts';
import { isOneShot, survivorsAt } from './levels.ts';
import { stageBytes } from './sizes.ts';
import { trainingSeconds } from './training-seconds.ts';
import type { TrainingSeconds } from './training-seconds.ts';

/** What one stage would take. */
export interface StageCost {
  /** Nothing for prunings, which rank weights that are in memory. */
  readonly seconds: TrainingSeconds;
  /** Bytes of its file. */
  readonly survivors: number;
  /** The same after `--keep masks`. */
  readonly masks: number;
}

const NOTHING: TrainingSeconds = { steps: 0, evaluation: 0 };

/** Seconds of any stage of a plan on one core, all cores being busy. */
export function stageSeconds(plan: Plan): (stage: PlannedStage) => number {
  const costOf = stageCosts(plan);
  return (stage) => {
    const { steps, evaluation } = costOf(stage).seconds;
    return steps + evaluation;
  };
}

/** The cost of any stage of a plan, by its arm and level. */
export function stageCosts(plan: Plan): (stage: PlannedStage) => StageCost {
  const places = placesOf(plan);
  const networks = plan.arms.map(({ config }) => modelByName(config.network));
  const known = new Map<string, StageCost>();
  return ({ id, payload: { kind } }) => {
    const place = places.get(id)!;
    const { arm, variant, round } = place;
    const key = `${kind} ${arm} ${isOneShot(variant)} ${round}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { config } = plan.arms[arm]!;
    const network = networks[arm]!;
    const at = { kind, isDense: round === 0, survivors: survivorsAt(network, config, place) };
    const cost = {
      seconds: kind === 'train' ? trainingSeconds(network, config, at.survivors) : NOTHING,
      survivors: stageBytes(network, config, { ...at, keep: 'survivors' }),
      masks: stageBytes(network, config, { ...at, keep: 'masks' }),
    };
    known.set(key, cost);
    return cost;
  };
}
