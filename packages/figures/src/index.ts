export type {
  CurveSeries,
  CurvesFigure,
  DistributionLine,
  DistributionsFigure,
  FigureDefinition,
  FigureWords,
  LevelSeries,
  LevelsFigure,
  LevelsPanel,
  LineLook,
  LineOf,
  Palette,
  TableFigure,
} from './definition.ts';
export type { FigureSpec } from './figure-spec.ts';
export { figureFromRows } from './figure-from-rows.ts';
export { renderSvg } from './render-svg.ts';
export { renderPng } from './render-png.ts';
export { variantName } from './names.ts';
