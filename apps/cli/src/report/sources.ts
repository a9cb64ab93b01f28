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

/** One configuration of an experiment, and where its trainings are; `folder` is null where they are published only. */
export interface Source {
  readonly experiment: string;
  readonly found: Omit<FoundRun, 'folder'> & { readonly folder: string | null };
  readonly published: Published;
}

/**
 * Every configuration of which anything may be finished, in the order of the paper's figures, the largest preset
 * first. Of several that would be drawn under one name the one in the usual folder is taken, or the last that was run.
 */
export function sourcesOf(runs: readonly FoundRun[], results: string): Source[] {
  const names = [
    ...new Set([...experimentNames(), ...runs.map(({ config }) => config.experiment)]),
  ];
  return names.flatMap((experiment) => {
    const published = readPublished(results, experiment);
    const own = runs.filter(({ config }) => config.experiment === experiment);
    const known = new Map(own.toSorted(usualLast).map((run) => [fileNameOf(run.config), run]));
    const all = [...known.values(), ...publishedOnly(experiment, own, published)];
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
  { runs }: Published,
): Source['found'][] {
  const { presetNames } = figureByName(experiment);
  const isThere = (preset: string): boolean => own.some(({ config }) => config.preset === preset);
  const trained = presetNames.filter((preset) => presetOf(experiment, preset).arms.length > 0);
  const wanted =
    trained.length > 0
      ? trained.filter((preset) => runs.some((run) => run.preset === preset))
      : presetNames.slice(-1);
  return wanted
    .filter((preset) => !isThere(preset))
    .map((preset) => ({
      config: configOf(experiment, preset),
      numerics: runs.find((run) => run.preset === preset)?.numerics.replace(/-relaxed$/, '') ?? '',
      folder: null,
    }));
}
