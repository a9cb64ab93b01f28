import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '@sweepstake/aggregate';
import { configOf, expand, figureByName, PRESET_NAMES, presetOf } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { TRIALS, readPublished } from './published.ts';
import type { Published } from './published.ts';

/** Published runs by the id of their stage; files are read once as long as they do not change. */
const known = new Map<string, { readonly changed: number; readonly runs: readonly RunResult[] }>();

/**
 * Runs of a plan that are published under another experiment alone: the same stages, whose identity has no
 * experiment in it, under the labels that they have in this plan. Of a stage that several published, the run with
 * most values.
 */
export function publishedElsewhere(root: string, plan: Plan, own: Published): RunResult[] {
  const there = new Set(own.runs.map(({ stage }) => stage));
  const labels = plan.runs.filter(({ stage }) => !there.has(stage));
  if (labels.length === 0) return [];
  const byStage = new Map<string, RunResult>();
  for (const experiment of experimentsIn(root)) {
    if (experiment === plan.config.experiment) continue;
    for (const run of runsOf(root, experiment))
      if (run.values.length > (byStage.get(run.stage)?.values.length ?? 0))
        byStage.set(run.stage, run);
  }
  const { experiment, preset } = plan.config;
  return labels.flatMap(({ arm: _arm, ...label }) => {
    const run = byStage.get(label.stage);
    return run === undefined ? [] : [{ ...run, ...label, experiment, preset }];
  });
}

/** A preset of which trainings are published, and the numerics of them. */
export interface PublishedPreset {
  readonly preset: string;
  readonly numerics: string;
  /** Whether the experiment published it, or others have something of each of its arms: enough to draw. */
  readonly isDrawable: boolean;
}

/**
 * Presets of which a training is published, by the experiment or, as the same stage, by another; from least to most.
 * Of what others published, the first trial says what there is.
 */
export function publishedPresets(
  root: string,
  experiment: string,
  own: Pick<Published, 'runs'>,
): PublishedPreset[] {
  const there = stagesIn(root);
  const ofOthers = (preset: string): PublishedPreset[] => {
    // Densities are published with their own experiment only.
    const { plots } = presetOf(experiment, preset);
    const isOfRuns = plots.some(({ kind }) => kind !== 'distributions');
    const config = { ...configOf(experiment, preset), trials: 1 };
    for (const numerics of publishedNumerics(root, config.backend)) {
      const { arms, runs } = expand(config, numerics);
      const found = new Set(runs.filter(({ stage }) => there.has(stage)).map(({ arm }) => arm));
      if (found.size > 0)
        return [{ preset, numerics, isDrawable: isOfRuns && found.size === arms.length }];
    }
    return [];
  };
  const names = figureByName(experiment).presetNames;
  return PRESET_NAMES.filter((name) => names.includes(name)).flatMap((preset) => {
    const numerics = own.runs.find((run) => run.preset === preset)?.numerics;
    return numerics === undefined
      ? ofOthers(preset)
      : [{ preset, numerics: numerics.replace(/-relaxed$/, ''), isDrawable: true }];
  });
}

function stagesIn(root: string): ReadonlySet<string> {
  return new Set(
    experimentsIn(root).flatMap((experiment) => runsOf(root, experiment).map(({ stage }) => stage)),
  );
}

/** Versions of arithmetic that anything published in a folder has, on a backend. */
export const publishedNumerics = (root: string, backend: string): string[] => [
  ...new Set(
    experimentsIn(root).flatMap((experiment) =>
      runsOf(root, experiment)
        .filter((run) => run.backend === backend)
        .map(({ numerics }) => numerics.replace(/-relaxed$/, '')),
    ),
  ),
];

function runsOf(root: string, experiment: string): readonly RunResult[] {
  const file = join(root, experiment, TRIALS);
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (changed === undefined) return [];
  const before = known.get(file);
  if (before?.changed === changed) return before.runs;
  const { runs } = readPublished(root, experiment);
  known.set(file, { changed, runs });
  return runs;
}

function experimentsIn(root: string): string[] {
  try {
    const found = readdirSync(root, { withFileTypes: true }).filter((item) => item.isDirectory());
    return found.map(({ name }) => name).sort();
  } catch {
    return [];
  }
}
