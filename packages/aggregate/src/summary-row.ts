import type { At } from './run-result.ts';

/**
 * One row of the long-form summary; the fields are the columns of the CSV file.
 *
 * `iteration` is null at early stop (it differs from run to run), the last iteration at the end.
 * `mean`, `min` and `max` are over all `runs` runs, which come from `trials` distinct trials;
 * `censored` of these runs have a censored early stop.
 */
export type SummaryRow = {
  readonly experiment: string;
  readonly preset: string;
  readonly dataset: string;
  readonly backend: string;
  readonly numerics: string;
  readonly network: string;
  readonly variant: string;
  readonly setting: string;
  readonly round: number;
  readonly percent_remaining: number;
  readonly iteration: number | null;
  readonly metric: string;
  readonly at: At;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly trials: number;
  readonly runs: number;
  readonly censored: number;
};

/** The columns of the summary, in order. */
export const SUMMARY_COLUMNS = [
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
  'iteration',
  'metric',
  'at',
  'mean',
  'min',
  'max',
  'trials',
  'runs',
  'censored',
] as const satisfies readonly (keyof SummaryRow)[];
