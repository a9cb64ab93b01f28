import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  applyOverrides,
  configOf,
  experimentNames,
  resolveRunFile,
  usualPreset,
} from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';
import { parse } from 'yaml';
import { badRunFile, cannotRead, noExperiment, otherExperiment } from './errors.ts';
import { withOwnNames } from './own/own-flags.ts';
import { resolveOwn } from './own/resolve-own.ts';

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
}

/** The preset or run file, then flags, then `--set`: later ones win. Throws for anything unknown. */
export function resolveConfig(experiment: string | undefined, flags: ConfigFlags): RunConfig {
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

function baseConfig(experiment: string | undefined, { config, preset }: ConfigFlags): RunConfig {
  if (config === undefined) {
    if (experiment === undefined) throw noExperiment(experimentNames());
    return configOf(experiment, preset ?? usualPreset(experiment));
  }
  const described = {
    ...(experiment !== undefined && { experiment }),
    ...readRunFile(config),
    ...(preset !== undefined && { preset }),
  };
  const { experiment: named } = described;
  const resolved = resolveRunFile(
    described,
    typeof named === 'string' ? usualPreset(named) : undefined,
  );
  if (experiment !== undefined && resolved.experiment !== experiment)
    throw otherExperiment(experiment, config, resolved.experiment);
  return resolved;
}

function readRunFile(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw cannotRead(file, error);
  }
  let value: unknown;
  try {
    value = parse(text, { prettyErrors: true });
  } catch (error) {
    throw badRunFile(file, (error as Error).message.split('\n')[0]!.replace(/:$/, ''));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRunFile(file, 'it is not a list of keys and values');
  return resolveOwn(value as Record<string, unknown>, dirname(file));
}
