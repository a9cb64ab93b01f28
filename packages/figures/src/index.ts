export type {
  CurveSeries,
  CurvesFigure,
  FigureDefinition,
  LevelSeries,
  LevelsFigure,
  LevelsPanel,
} from './definition.ts';
export type { FigureSpec } from './figure-spec.ts';
export { figureFromRows } from './figure-from-rows.ts';
export { renderSvg } from './render-svg.ts';
export { renderPng } from './render-png.ts';
