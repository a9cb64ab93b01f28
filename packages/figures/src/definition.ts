import type { At, DistributionRow } from '@sweepstake/aggregate';

/** Colours in the order of their keys: categories that stay apart, or a sequence from dark to light for ordered values. */
export type Palette = 'categories' | 'sequence';

/** What every figure may say of itself. */
export type FigureWords = {
  /** By default the experiment's name. */
  readonly title?: string;
  /** A sentence for the caption: what is ours and not the paper's, how wide the networks are. */
  readonly note?: string;
  /** Version of the program that trained, for the caption. */
  readonly version?: string;
};

/** How a line looks, where the defaults will not do. */
export type LineLook = {
  /**
   * What the legend calls the line. Where no line of a figure has a label and all have a `colour`
   * and a `dash`, two legends show the keys instead.
   */
  readonly label?: string;
  /** Lines of one key share a colour; colours go by the order of keys. By default the legend's text. */
  readonly colour?: string;
  /**
   * Lines of one key share a dash; `solid`, `dashed`, `dotted` and `dash-dotted` are what they
   * say, other keys get these in their order. By default by variant.
   */
  readonly dash?: string;
};

/** The runs that a line stands for. */
export type LineOf = LineLook & {
  readonly variant: string;
  /** By default the only one of the rows. */
  readonly network?: string;
  /** By default '', the network's base. */
  readonly setting?: string;
};

/** A line of a `curves` panel. Its colour is by default that of its percent remaining. */
export type CurveSeries = LineOf & { readonly round: number };

/**
 * A metric against the training iteration, panels side by side with one y scale for a network:
 * Figures 3 and 11 of the paper.
 */
export type CurvesFigure = FigureWords & {
  readonly kind: 'curves';
  /** `{train,validation,test}_{loss,accuracy}`; by default `test_accuracy`. */
  readonly metric?: string;
  /** Range of the y axis; by default computed from the settled part of the curves. */
  readonly domain?: readonly [number, number];
  readonly palette?: Palette;
  readonly panels: readonly { readonly title: string; readonly series: readonly CurveSeries[] }[];
};

/** A line of a `levels` panel. */
export type LevelSeries = LineOf & {
  /** All weights of the network before pruning, needed where x is `weights`. */
  readonly weights?: number;
  /** By default the only one of the network's rows. */
  readonly dataset?: string;
};

/** One metric at early stop, at the end or at one iteration, for every level. */
export type LevelsPanel = {
  readonly title: string;
  readonly metric: string;
  readonly at: At;
  /** Which iteration, with `at: 'iteration'`. */
  readonly iteration?: number;
  /** Range of the y axis; by default computed from the panels of the same networks and metric. */
  readonly domain?: readonly [number, number];
  readonly series: readonly LevelSeries[];
};

/** Metrics against what remains of the weights, decreasing to the right: most figures of the paper. */
export type LevelsFigure = FigureWords & {
  readonly kind: 'levels';
  /**
   * What is on the x axis: percent remaining on a logarithmic axis (the default) or a linear one
   * (Figure 4c), or the number of remaining weights on a logarithmic one (Figures 31 and 37).
   */
  readonly x?: 'log' | 'linear' | 'weights';
  readonly palette?: Palette;
  /** Keys of colours in their order, with those of other figures that should have the same colours. */
  readonly colours?: readonly string[];
  /** Panels in a row; by default all. */
  readonly columns?: number;
  readonly panels: readonly LevelsPanel[];
};

/** A line of a `distributions` panel: rows with these values are its bins. */
export type DistributionLine = LineLook & {
  readonly label: string;
  readonly select: Readonly<Partial<DistributionRow>>;
};

/** Densities of weights or units: Figures 15, 16 and 19 to 24 of the paper. */
export type DistributionsFigure = FigureWords & {
  readonly kind: 'distributions';
  readonly xTitle: string;
  readonly yTitle: string;
  readonly palette?: Palette;
  /** Panels in a row; by default all. */
  readonly columns?: number;
  readonly panels: readonly {
    readonly title: string;
    readonly lines: readonly DistributionLine[];
  }[];
};

/** A table as a picture: Figure 2 of the paper. Line breaks in cells are kept, long cells wrapped. */
export type TableFigure = FigureWords & {
  readonly kind: 'table';
  readonly title: string;
  readonly header: readonly string[];
  /** Each as long as the header. */
  readonly rows: readonly (readonly string[])[];
};

/** A figure as data. */
export type FigureDefinition = CurvesFigure | LevelsFigure | DistributionsFigure | TableFigure;
