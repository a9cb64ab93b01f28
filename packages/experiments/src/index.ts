export { runConfigSchema } from './config.ts';
export type { RunConfig } from './config.ts';
export { KEYS } from './keys.ts';
export type { Key } from './keys.ts';
export { parseConfig } from './parse-config.ts';
export { applyOverrides } from './overrides.ts';
export { runFileJsonSchema, runFileSchema } from './run-file.ts';
export type { RunFile } from './run-file.ts';
export { resolveRunFile } from './resolve-run-file.ts';
export { BASE_NAMES, BASE_TITLES } from './base-titles.ts';
export type { BaseName } from './base-titles.ts';
export { PRESET_NAMES, experimentJsonSchema, experimentSchema } from './experiment.ts';
export type { Experiment, PresetName } from './experiment.ts';
export type { CurvesPlot, DistributionsPlot, LevelsPlot, Plot, TablePlot } from './plots.ts';
export {
  addExperiment,
  configOf,
  experimentByName,
  experimentNames,
  figureByName,
  paperFigures,
  presetOf,
  usualPreset,
} from './figures.ts';
export type { Figure, Preset } from './figure.ts';
export { armsOf } from './arms-of.ts';
export type { Arm } from './arms-of.ts';
export { STAND_IN } from './stand-in.ts';
export { visitedRounds } from './variants.ts';
export { levelsOf } from './levels.ts';
export type { Level } from './levels.ts';
export { settingOf } from './setting.ts';
export { expand } from './expand.ts';
export type { Plan, PlannedStage, RunLabel } from './plan.ts';
export { collectRuns } from './collect-runs.ts';
export type { RunResult, RunValue } from './collect-runs.ts';
export type { ExperimentsError } from './errors.ts';
