import { PRESET_NAMES, figureByName, paperFigures } from '@sweepstake/experiments';
import { noFigureHas } from './errors.ts';

/** In place of an experiment: every figure of the paper. */
export const ALL = 'all';

/** The paper's figures that have a preset, or all; throws where none has it. */
export function allFigures(preset: string | undefined): readonly string[] {
  if (preset === undefined) return paperFigures;
  const having = paperFigures.filter((name) =>
    figureByName(name).presetNames.some((one) => one === preset),
  );
  if (having.length === 0) {
    const presets = new Set(paperFigures.flatMap((name) => figureByName(name).presetNames));
    throw noFigureHas(preset, [...presets]);
  }
  return having;
}

/** The presets that every figure of the paper has. */
export const presetsOfAll = (): readonly string[] =>
  PRESET_NAMES.filter((preset) =>
    paperFigures.every((name) => figureByName(name).presetNames.includes(preset)),
  );
