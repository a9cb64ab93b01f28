import { presetArms, baseConfig } from './arms.ts';
import type { RunConfig } from './config.ts';
import {
  badExperiment,
  inExperiment,
  otherExperiment,
  unknownExperiment,
  unknownPreset,
} from './errors.ts';
import type { ExperimentsError } from './errors.ts';
import { PRESET_NAMES, experimentSchema } from './experiment.ts';
import type { Experiment, PresetName } from './experiment.ts';
import type { Figure, Preset } from './figure.ts';
import { EXPERIMENTS } from './figures/index.ts';
import { valueAt } from './parse-config.ts';

const known = new Map<string, Experiment>(EXPERIMENTS.map((one) => [one.name, one]));
const worked = new Map<string, Preset>();

/** Names of our experiments, in the paper's order, and of those that were added. */
export const experimentNames = (): string[] => [...known.keys()];

/** Names of the paper's figures alone. */
export const paperFigures: readonly string[] = EXPERIMENTS.map(({ name }) => name).filter((name) =>
  name.startsWith('figure-'),
);

/** The experiment of this name as its file has it; throws with the nearest names. */
export function experimentByName(name: string): Experiment {
  const found = known.get(name);
  if (found === undefined) throw unknownExperiment(name, experimentNames());
  return found;
}

/**
 * Adds an experiment (a parsed file) to those that are known by name, and returns it. The same one may be added
 * again. Throws where it is not of the form of `experimentSchema`, where a preset of it cannot be worked out, and
 * where its name belongs to another.
 */
export function addExperiment(input: unknown, file: string): Experiment {
  const parsed = experimentSchema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw badExperiment(file, { issue, value: valueAt(input, issue.path) });
  }
  const experiment = parsed.data as Experiment;
  const before = known.get(experiment.name);
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(experiment))
    throw otherExperiment(experiment.name, file);
  try {
    for (const name of presetNamesOf(experiment)) workOut(experiment, name);
  } catch (error) {
    throw inExperiment(file, error as ExperimentsError);
  }
  known.set(experiment.name, experiment);
  return experiment;
}

const presetNamesOf = ({ presets }: Experiment): PresetName[] =>
  PRESET_NAMES.filter((name) => presets[name] !== undefined);

/** What an experiment is, for people; throws with the nearest names. */
export function figureByName(name: string): Figure {
  const experiment = experimentByName(name);
  const { title, about, source, ours } = experiment;
  return { name, title, about, source, ours, presetNames: presetNamesOf(experiment) };
}

/** One preset of an experiment; throws with the nearest names. */
export function presetOf(experiment: string, preset: string): Preset {
  const found = experimentByName(experiment);
  const names = presetNamesOf(found);
  const name = names.find((one) => one === preset);
  if (name === undefined) throw unknownPreset(preset, experiment, names);
  const key = `${experiment} ${preset}`;
  const before = worked.get(key);
  if (before !== undefined) return before;
  const result = workOut(found, name);
  worked.set(key, result);
  return result;
}

function workOut(experiment: Experiment, name: PresetName): Preset {
  const file = experiment.presets[name] ?? {};
  const arms = presetArms(experiment, name);
  return {
    name,
    about: file.about ?? ABOUT[name],
    config: arms[0]?.config ?? baseConfig(experiment, name, { base: 'lenet' }),
    arms,
    plots: file.plots ?? experiment.plots,
  };
}

const ABOUT: Readonly<Record<PresetName, string>> = {
  tiny: 'seconds; a small network on drawn digits, for tests of the program',
  smoke: 'seconds; an eighth of the width, a few iterations',
  quick: 'a minute',
  reduced:
    'minutes; three trials, a few levels, shorter trainings, convolutions at a quarter of their width',
  paper: 'as published',
};

/** The configuration of a preset as it is; change it with `applyOverrides`. */
export const configOf = (experiment: string, preset: string): RunConfig =>
  presetOf(experiment, preset).config;

/** The preset of an experiment that is meant where none is named: `quick`, or else `reduced`, or else its first. */
export function usualPreset(experiment: string): PresetName {
  const { presetNames } = figureByName(experiment);
  return (
    (['quick', 'reduced'] as const).find((name) => presetNames.includes(name)) ?? presetNames[0]!
  );
}
