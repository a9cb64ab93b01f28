import { join } from 'node:path';
import {
  PRESET_NAMES,
  configOf,
  experimentNames,
  figureByName,
  presetOf,
} from '@sweepstake/experiments';
import { defaultFolder } from '../choose-run.ts';
import type { FoundRun } from '../choose-run.ts';
import { fileNameOf } from '../describe-run.ts';
import { gatherFrom } from '../gather.ts';
import type { Gathered } from '../gather.ts';
import { readPublished } from '../published.ts';
import type { Published } from '../published.ts';
import { publishedPresets } from '../published-stages.ts';

/** One configuration of an experiment, and where its trainings are; `folder` is null where they are published only. */
export interface Source {
  readonly experiment: string;
  readonly found: Omit<FoundRun, 'folder'> & {
    readonly folder: string | null;
    /** False where others published a few of its trainings: enough for a claim, and not for a figure. */
    readonly isDrawable?: boolean;
  };
  readonly published: Published;
}

/**
 * Every configuration of which anything may be finished, in the order of the paper's figures, the largest preset
 * first; `of` names the experiments, all by default. Of several that would be drawn under one name the one in the
 * usual folder is taken, or the last that was run.
 */
export function sourcesOf(
  runs: readonly FoundRun[],
  results: string,
  of: readonly string[] = experimentNames(),
): Source[] {
  const names = [...new Set([...of, ...runs.map(({ config }) => config.experiment)])];
  return names.flatMap((experiment) => {
    const published = readPublished(results, experiment);
    const own = runs.filter(({ config }) => config.experiment === experiment);
    const known = new Map(own.toSorted(usualLast).map((run) => [fileNameOf(run.config), run]));
    const all = [...known.values(), ...publishedOnly(experiment, own, published, results)];
    return all.toSorted(largestFirst).map((found) => ({ experiment, found, published }));
  });
}

/** Reads and unites what is finished of a source, on disk and published. */
export const gatherSource = ({ experiment, found, published }: Source, results: string): Gathered =>
  gatherFrom(found, published, join(results, experiment));

const usualLast = (a: FoundRun, b: FoundRun): number => Number(isUsual(a)) - Number(isUsual(b));

const isUsual = ({ config, folder }: FoundRun): boolean => folder === defaultFolder(config);

const rankOf = ({ config }: Pick<FoundRun, 'config'>): number =>
  PRESET_NAMES.findIndex((name) => name === config.preset);

const largestFirst = (a: Pick<FoundRun, 'config'>, b: Pick<FoundRun, 'config'>): number =>
  rankOf(b) - rankOf(a);

/** Presets without a run here: those that are published, and the largest one where there is nothing to train. */
function publishedOnly(
  experiment: string,
  own: readonly FoundRun[],
  published: Published,
  results: string,
): Source['found'][] {
  const { presetNames } = figureByName(experiment);
  const isTrained = presetNames.some((preset) => presetOf(experiment, preset).arms.length > 0);
  const there = isTrained
    ? publishedPresets(results, experiment, published)
    : presetNames.slice(-1).map((preset) => ({ preset, numerics: '', isDrawable: true }));
  return there
    .filter(({ preset }) => !own.some(({ config }) => config.preset === preset))
    .map(({ preset, numerics, isDrawable }) => ({
      config: configOf(experiment, preset),
      numerics,
      folder: null,
      isDrawable,
    }));
}
