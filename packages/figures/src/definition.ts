import type { At } from '@sweepstake/aggregate';

/** A line of a `curves` panel: a variant at a round, and its setting (by default the base's, ''). */
export type CurveSeries = {
  readonly variant: string;
  readonly round: number;
  readonly setting?: string;
  /** What the legend calls the variant. */
  readonly label?: string;
};

/**
 * A metric against the training iteration, panels side by side with one y scale: Figures 3 and 11
 * of the paper. Colour is percent remaining, dashes are the variant.
 */
export type CurvesFigure = {
  readonly kind: 'curves';
  /** By default the experiment's name. */
  readonly title?: string;
  /** `{train,validation,test}_{loss,accuracy}`; by default `test_accuracy`. */
  readonly metric?: string;
  /** Range of the y axis; by default computed from the settled part of the curves. */
  readonly domain?: readonly [number, number];
  readonly panels: readonly { readonly title: string; readonly series: readonly CurveSeries[] }[];
};

/** A line of a `levels` panel: a variant and its setting (by default the base's, ''). */
export type LevelSeries = {
  readonly variant: string;
  readonly setting?: string;
  /** What the legend calls the line; by default the variant's name and its setting. */
  readonly label?: string;
};

/** One metric at early stop or at the end, for every level. */
export type LevelsPanel = {
  readonly title: string;
  readonly metric: string;
  readonly at: Exclude<At, 'iteration'>;
  readonly domain?: readonly [number, number];
  readonly series: readonly LevelSeries[];
};

/** Metrics against percent remaining, decreasing to the right: Figures 1, 4, 5 of the paper. */
export type LevelsFigure = {
  readonly kind: 'levels';
  /** By default the experiment's name. */
  readonly title?: string;
  /** Scale of percent remaining; `log` by default. */
  readonly x?: 'log' | 'linear';
  readonly panels: readonly LevelsPanel[];
};

/** A figure as data. */
export type FigureDefinition = CurvesFigure | LevelsFigure;
