import type { RunConfig } from './config.ts';

/** How much of the paper's work a preset does. */
export type PresetName = 'smoke' | 'quick' | 'reduced' | 'paper';

/** One line of a panel: the runs of a variant at a round, mean with minimum and maximum. */
export interface Series {
  readonly variant: string;
  readonly round: number;
}

export interface Panel {
  readonly title: string;
  /** Those that were not run are simply absent. */
  readonly series: readonly Series[];
}

/** What a figure shows: a metric over iterations. */
export interface Panels {
  /** A metric of the tables: `test_accuracy`, `validation_loss`, ... */
  readonly metric: string;
  readonly panels: readonly Panel[];
}

/** One metric against percent of weights remaining, over all rounds. */
export interface LevelsPanel {
  readonly title: string;
  readonly metric: string;
  readonly at: 'early_stop' | 'end';
  /** One line per variant; those that were not run are simply absent. */
  readonly series: readonly { readonly variant: string }[];
}

export interface Preset {
  /** How long it takes and what it leaves out, for people. */
  readonly about: string;
  readonly config: RunConfig;
  readonly panels: Panels;
  /** The same runs against percent remaining, where the paper shows them so. */
  readonly levels?: readonly LevelsPanel[] | undefined;
}

/** A figure of the paper as data. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  /** What the paper's figure shows. */
  readonly about: string;
  readonly presets: Readonly<Record<PresetName, Preset>>;
}
