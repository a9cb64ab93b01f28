import { dirname } from 'node:path';
import { addExperiment } from '@sweepstake/experiments';
import type { Experiment } from '@sweepstake/experiments';
import { ALL } from '../all-figures.ts';
import { badExperimentFile, otherDefinition, runFileAsExperiment } from '../errors.ts';
import { readKeys } from '../read-keys.ts';
import { resolveOwn } from './resolve-own.ts';

/** Experiments of one's own by name. */
const known = new Map<string, Experiment>();

/** Files that were named on the command line, by the name of their experiment. */
const files = new Map<string, string>();

/** Whether an experiment is named by a file: `./my-figure.yaml`, `figures/mine.json`. */
export const isExperimentFile = (argument: string): boolean =>
  /\.(?:ya?ml|json)$/.test(argument) || /[/\\]/.test(argument);

/**
 * Reads an experiment's file and makes it known in this process; returns its name. Networks and data sets may be files,
 * relative to it. Throws where it is no experiment, or has the name of another one.
 */
export function loadExperiment(file: string): string {
  const keys = readKeys(file, badExperimentFile);
  if ('experiment' in keys && !('plots' in keys)) throw runFileAsExperiment(file);
  const definition = resolveOwn(keys, dirname(file));
  if (definition['name'] === ALL)
    throw badExperimentFile(file, `its name, '${ALL}', stands for every figure`);
  const experiment = addExperiment(definition, file);
  known.set(experiment.name, experiment);
  files.set(experiment.name, file);
  return experiment.name;
}

/** What to name an experiment by in a command: the file that it was read from here, or its name. */
export const argumentFor = (name: string): string => files.get(name) ?? name;

/** What a run record keeps of an experiment; undefined for one of ours. */
export const definitionOf = (name: string): Experiment | undefined => known.get(name);

/** Makes the experiment of a run record known. Throws where another one has its name in this process. */
export function addDefinition(definition: Experiment, file: string): void {
  const before = known.get(definition.name);
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(definition))
    throw otherDefinition(definition.name, file);
  known.set(definition.name, addExperiment(definition, file));
}
