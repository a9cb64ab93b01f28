import type { Run } from '@sweepstake/stages';
import type { RunConfig } from './config.ts';
import type { Plan, RunLabel } from './plan.ts';

/** One number of one training; see the package aggregate, whose input this is. */
export interface RunValue {
  readonly metric: string;
  readonly at: 'iteration' | 'early_stop' | 'end';
  readonly iteration: number;
  readonly value: number;
}

/** One finished training under its labels in one experiment; the input of the package aggregate. */
export interface RunResult extends Omit<RunLabel, 'arm'> {
  readonly experiment: string;
  readonly preset: string;
  readonly backend: string;
  readonly numerics: string;
  /** Percent of weights, 0..100. */
  readonly percentRemaining: number;
  readonly diverged: boolean;
  readonly earlyStop: { readonly iteration: number; readonly censored: boolean } | null;
  readonly values: readonly RunValue[];
}

/**
 * The runs of a plan that are finished, in the plan's order. `readRun` answers null for a stage that is not
 * finished: `(id) => (store.has(id) ? readRun(store, id) : null)`.
 */
export function* collectRuns(
  plan: Plan,
  readRun: (stage: string) => Run | null,
): Generator<RunResult> {
  const { experiment, preset, backend } = plan.config;
  // Relaxed arithmetic has other last bits: the aggregator must never average it with strict results.
  const numerics = plan.config.fast_math ? `${plan.numerics}-relaxed` : plan.numerics;
  for (const { arm, ...label } of plan.runs) {
    const run = readRun(label.stage);
    if (run === null) continue;
    const { percentRemaining, diverged, earlyStop } = run.record;
    yield {
      experiment,
      preset,
      backend,
      numerics,
      ...label,
      percentRemaining,
      diverged: diverged !== null,
      earlyStop,
      values: valuesOf(run, plan.arms[arm]!.config.evaluation),
    };
  }
}

const TEST_METRICS: readonly string[] = ['test_loss', 'test_accuracy'];
const METRICS = ['validation_loss', 'validation_accuracy', 'test_loss', 'test_accuracy'] as const;
const TRAIN_METRICS = ['train_loss', 'train_accuracy'] as const;

/**
 * Every number that was measured and is finite. Where the test set was not measured on the whole grid, what was
 * measured at early stop and at the end are not points of a curve: each run would count at its own best only.
 * Points of `evaluation.at` are, because every run has them. Of a diverged training, `diverged` says at which iteration.
 */
function valuesOf({ curve }: Run, { test, at: reported }: RunConfig['evaluation']): RunValue[] {
  const values: RunValue[] = [];
  const add = (at: RunValue['at'], iteration: number, metric: string, value?: number | null) => {
    if (typeof value === 'number' && Number.isFinite(value))
      values.push({ metric, at, iteration, value });
  };
  if (curve.diverged !== null) {
    const { iteration } = curve.diverged;
    add('end', iteration, 'diverged', iteration);
  }
  for (const metric of METRICS) {
    const isWhole = test === 'grid' || !TEST_METRICS.includes(metric);
    for (const [i, iteration] of curve.iteration.entries())
      if (isWhole || reported.includes(iteration))
        add('iteration', iteration, metric, curve[metric][i]);
  }
  for (const point of curve.reported ?? [])
    for (const metric of TRAIN_METRICS) add('iteration', point.iteration, metric, point[metric]);
  const { early_stop, end } = curve.points;
  for (const [at, point] of [['early_stop', early_stop] as const, ['end', end] as const]) {
    // A diverged training has no other end.
    if (point === null || (at === 'end' && curve.diverged !== null)) continue;
    const { iteration } = point;
    if (at === 'early_stop') add(at, iteration, 'early_stop_iteration', iteration);
    for (const metric of TRAIN_METRICS) add(at, iteration, metric, point[metric]);
    const index = curve.iteration.indexOf(iteration);
    for (const metric of METRICS) add(at, iteration, metric, curve[metric][index]);
  }
  return values;
}
