import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mergeRuns } from '@sweepstake/aggregate';
import type { RunResult } from '@sweepstake/aggregate';
import { applyOverrides, configOf, expand, presetOf, usualPreset } from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { chooseRun } from './choose-run.ts';
import { cannotRead } from './errors.ts';
import { RESULTS, readPublished } from './published.ts';
import type { Published } from './published.ts';
import { publishedElsewhere, publishedNumerics, publishedPresets } from './published-stages.ts';
import { overridesOf } from './resolve-config.ts';
import type { ConfigFlags } from './resolve-config.ts';
import { readResults } from './results.ts';
import type { Results } from './results.ts';

/** Flags that say which run is meant, and where results of earlier ones are published. */
export interface ChooseFlags extends ConfigFlags {
  readonly runs?: string;
  readonly results?: string;
}

/** What is known of one configuration, from runs on disk and from published results. */
export interface Gathered {
  readonly results: Results;
  /** The run folder; null where there is none. */
  readonly folder: string | null;
  readonly store: Store | null;
  /** Of the experiment, all presets. */
  readonly published: Published;
  /** Trainings of the configuration that other experiments published. */
  readonly elsewhere: readonly RunResult[];
  /** Where from, for people. */
  readonly from: string;
}

/** What a configuration is, and the folder that it was run in. */
interface Source {
  readonly config: RunConfig;
  readonly numerics: string;
  readonly folder: string | null;
}

/**
 * The finished trainings of the run that the flags choose, united with the published ones; where nothing was run, the
 * published ones alone. Throws as `chooseRun` does where there is neither.
 */
export function gather(experiment: string, flags: ChooseFlags): Gathered {
  const root = flags.results ?? RESULTS;
  if (flags.results !== undefined && !existsSync(root)) throw cannotRead(root, { code: 'ENOENT' });
  const published = readPublished(root, experiment);
  const source = sourceOf(experiment, flags, published, root);
  return gatherFrom(source, published, join(root, experiment));
}

/**
 * The same for a configuration that is known already. Trainings that are published under another experiment count as
 * published here: a stage is the same wherever it is shown.
 */
export function gatherFrom(
  { config, numerics, folder }: Source,
  published: Published,
  publishedIn: string,
): Gathered {
  const store = folder === null ? null : openStore(folder, { create: false });
  const plan = expand(config, numerics);
  const elsewhere = publishedElsewhere(dirname(publishedIn), plan, published);
  const runs = elsewhere.length === 0 ? published.runs : mergeRuns(published.runs, elsewhere).runs;
  const results = readResults(plan, store, { ...published, runs });
  const places = [
    ...(folder === null ? [] : [folder]),
    ...(results.published + results.beside === 0
      ? []
      : [elsewhere.length > 0 ? dirname(publishedIn) : publishedIn]),
  ];
  return { results, folder, store, published, elsewhere, from: places.join(' and ') };
}

function sourceOf(
  experiment: string,
  flags: ChooseFlags,
  published: Published,
  root: string,
): Source {
  try {
    return chooseRun(experiment, flags);
  } catch (error) {
    if ((error as { code?: string }).code !== 'SWEEPSTAKE_CLI_NOTHING_RUN') throw error;
    const source = publishedSource(experiment, flags, published, root);
    if (source === null) throw error;
    return source;
  }
}

/**
 * The configuration of published results, of this experiment or, as the same stages, of others: of the preset that is
 * named, or of the largest one that can be drawn. A preset that trains nothing needs none. Null where there is neither.
 */
function publishedSource(
  experiment: string,
  flags: ChooseFlags,
  published: Published,
  root: string,
): Source | null {
  const drawable = publishedPresets(root, experiment, published).filter((one) => one.isDrawable);
  const preset = flags.preset ?? drawable.at(-1)?.preset ?? usualPreset(experiment);
  const config = applyOverrides(configOf(experiment, preset), overridesOf(flags));
  // Stages that relaxed arithmetic made have their own ids by its flag, not by the name of their numerics.
  const own = published.runs
    .find((run) => run.preset === preset)
    ?.numerics.replace(/-relaxed$/, '');
  if (own !== undefined || presetOf(experiment, preset).arms.length === 0)
    return { config, numerics: own ?? '', folder: null };
  const none: Published = { runs: [], distributions: [] };
  const numerics = publishedNumerics(root, config.backend).find(
    (one) => publishedElsewhere(root, expand(config, one), none).length > 0,
  );
  return numerics === undefined ? null : { config, numerics, folder: null };
}
