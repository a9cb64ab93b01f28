import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mergeRuns } from '@sweepstake/aggregate';
import type { RunResult } from '@sweepstake/aggregate';
import {
  applyOverrides,
  configOf,
  expand,
  PRESET_NAMES,
  presetOf,
  usualPreset,
} from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';
import { openStore } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { chooseRun } from './choose-run.ts';
import { cannotRead } from './errors.ts';
import { RESULTS, readPublished } from './published.ts';
import type { Published } from './published.ts';
import { publishedElsewhere, publishedNumerics } from './published-stages.ts';
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
    ...(results.published === 0
      ? []
      : [published.runs.length === 0 ? dirname(publishedIn) : publishedIn]),
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
    const isNothing = (error as { code?: string }).code === 'SWEEPSTAKE_CLI_NOTHING_RUN';
    const config = isNothing ? publishedConfig(experiment, flags, published) : null;
    if (config !== null) return { config, numerics: numericsOf(config, published), folder: null };
    const source = isNothing ? sourceElsewhere(experiment, flags, root) : null;
    if (source === null) throw error;
    return source;
  }
}

/** A named preset of which other experiments published trainings; null where none did. */
function sourceElsewhere(experiment: string, flags: ChooseFlags, root: string): Source | null {
  if (flags.preset === undefined) return null;
  const config = applyOverrides(configOf(experiment, flags.preset), overridesOf(flags));
  const none: Published = { runs: [], distributions: [] };
  const numerics = publishedNumerics(root, config.backend).find(
    (one) => publishedElsewhere(root, expand(config, one), none).length > 0,
  );
  return numerics === undefined ? null : { config, numerics, folder: null };
}

/** Stages that relaxed arithmetic made have their own ids by its flag, not by the name of their numerics. */
const numericsOf = (config: RunConfig, { runs }: Published): string =>
  runs.find(({ preset }) => preset === config.preset)?.numerics.replace(/-relaxed$/, '') ?? '';

/**
 * The configuration of published results: of the preset that is named, or of the largest one. A preset that trains
 * nothing needs none. Null where there is neither.
 */
function publishedConfig(
  experiment: string,
  flags: ChooseFlags,
  { runs }: Published,
): RunConfig | null {
  const isThere = (name: string): boolean => runs.some(({ preset }) => preset === name);
  const preset =
    flags.preset ?? PRESET_NAMES.findLast((name) => isThere(name)) ?? usualPreset(experiment);
  if (!isThere(preset) && presetOf(experiment, preset).arms.length > 0) return null;
  return applyOverrides(configOf(experiment, preset), overridesOf(flags));
}
