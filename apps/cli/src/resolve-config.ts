import { dirname, resolve } from 'node:path';
import {
  applyOverrides,
  configOf,
  experimentNames,
  resolveRunFile,
  usualPreset,
} from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';
import { badRunFile, experimentAsRunFile, noExperiment, otherExperiment } from './errors.ts';
import { experimentNamed } from './experiment-named.ts';
import { isExperimentFile } from './own/own-experiments.ts';
import { withOwnNames } from './own/own-flags.ts';
import { resolveOwn } from './own/resolve-own.ts';
import { readKeys } from './read-keys.ts';

/** Flags that decide what is run; all texts are as typed. */
export interface ConfigFlags {
  readonly preset?: string;
  readonly config?: string;
  readonly backend?: string;
  readonly dataset?: string;
  readonly network?: string;
  readonly trials?: string;
  readonly seed?: string;
  readonly fastMath?: boolean;
  readonly set?: readonly string[];
  /** The run folder, which may know experiments of one's own. */
  readonly runs?: string;
}

/**
 * The preset or run file, then flags, then `--set`: later ones win. The experiment may be a file of one's own. Throws
 * for anything unknown.
 */
export function resolveConfig(argument: string | undefined, flags: ConfigFlags): RunConfig {
  const experiment = argument === undefined ? undefined : experimentNamed(argument, flags.runs);
  return applyOverrides(baseConfig(experiment, flags), overridesOf(flags));
}

/** The flags as `key=value`, in the order in which they are applied; files of one's own stand there by name. */
export function overridesOf(typed: ConfigFlags): string[] {
  const flags = withOwnNames(typed);
  const { backend, dataset, network, trials, seed } = flags;
  const named = Object.entries({ backend, dataset, network, trials, seed })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}`);
  return [...named, ...(flags.fastMath === true ? ['fast_math=true'] : []), ...(flags.set ?? [])];
}

function baseConfig(
  experiment: string | undefined,
  { config, preset, runs }: ConfigFlags,
): RunConfig {
  if (config === undefined) {
    if (experiment === undefined) throw noExperiment(experimentNames());
    return configOf(experiment, preset ?? usualPreset(experiment));
  }
  const keys = readKeys(config, badRunFile);
  if ('presets' in keys && 'plots' in keys) throw experimentAsRunFile(config);
  const described = {
    ...(experiment !== undefined && { experiment }),
    ...resolveOwn(keys, dirname(config)),
    ...(preset !== undefined && { preset }),
  };
  if (typeof described.experiment !== 'string') return resolveRunFile(described);
  const file = described.experiment;
  const named = experimentNamed(
    isExperimentFile(file) ? resolve(dirname(config), file) : file,
    runs,
  );
  const resolved = resolveRunFile({ ...described, experiment: named }, usualPreset(named));
  if (experiment !== undefined && resolved.experiment !== experiment)
    throw otherExperiment(experiment, config, resolved.experiment);
  return resolved;
}
