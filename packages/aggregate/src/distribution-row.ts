import type { SummaryRow } from './summary-row.ts';

/** What says whose weights or mask a density describes: key columns of the summary. */
type Label = Pick<
  SummaryRow,
  | 'experiment'
  | 'preset'
  | 'dataset'
  | 'backend'
  | 'numerics'
  | 'network'
  | 'variant'
  | 'setting'
  | 'round'
  | 'percent_remaining'
>;

/** What a density is of: an analysis (`initial-weights`), a layer, and a group of its weights or '' for all. */
type Subject = { readonly analysis: string; readonly layer: string; readonly group: string };

/**
 * One bin of one density, over trials (Figures 15, 16 and 19 to 24). The bin is `width` wide around `x`; `mean`,
 * `min` and `max` are of the density in it, per unit of x, over `trials` trials.
 */
export type DistributionRow = Label &
  Subject & {
    readonly x: number;
    readonly width: number;
    readonly mean: number;
    readonly min: number;
    readonly max: number;
    readonly trials: number;
  };

/**
 * One trial's density of one analysis: its integral over the bins, the sum of density times `width`, is 1. `x` is the
 * centre of a bin; all trials of one subject take their bins from one grid. A bin that is absent holds nothing.
 */
export type Distribution = Label &
  Subject & {
    readonly trial: number;
    readonly width: number;
    readonly bins: readonly { readonly x: number; readonly density: number }[];
  };

/** The columns of a table of densities over trials, in order. */
export const DISTRIBUTION_COLUMNS = [
  'experiment',
  'preset',
  'dataset',
  'backend',
  'numerics',
  'network',
  'variant',
  'setting',
  'round',
  'percent_remaining',
  'analysis',
  'layer',
  'group',
  'x',
  'width',
  'mean',
  'min',
  'max',
  'trials',
] as const satisfies readonly (keyof DistributionRow)[];
