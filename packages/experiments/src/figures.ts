import type { RunConfig } from './config.ts';
import { unknownExperiment, unknownPreset } from './errors.ts';
import type { Figure, Preset, PresetName } from './figure.ts';
import { conv2, conv4, conv6 } from './figures/conv.ts';
import { resnet18, vgg19 } from './figures/deep.ts';
import { figure3 } from './figures/figure-3.ts';

/** Every experiment by name. */
export const FIGURES = {
  'figure-3': figure3,
  'conv-2': conv2,
  'conv-4': conv4,
  'conv-6': conv6,
  'resnet-18': resnet18,
  'vgg-19': vgg19,
} as const satisfies Record<string, Figure>;

export const experimentNames: readonly string[] = Object.keys(FIGURES);

/** The experiment of this name; throws with the nearest names. */
export function figureByName(name: string): Figure {
  if (!Object.hasOwn(FIGURES, name)) throw unknownExperiment(name, experimentNames);
  return FIGURES[name as keyof typeof FIGURES];
}

/** One preset of an experiment; throws with the nearest names. */
export function presetOf(experiment: string, preset: string): Preset {
  const { presets } = figureByName(experiment);
  if (!Object.hasOwn(presets, preset))
    throw unknownPreset(preset, experiment, Object.keys(presets));
  return presets[preset as PresetName];
}

/** The configuration of a preset as it is; change it with `applyOverrides`. */
export const configOf = (experiment: string, preset: string): RunConfig =>
  presetOf(experiment, preset).config;
