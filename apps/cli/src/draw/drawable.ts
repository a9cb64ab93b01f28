import type { DistributionRow, SummaryRow } from '@sweepstake/aggregate';
import type { Plan } from '@sweepstake/experiments';
import type { FigureDefinition, FigureWords } from '@sweepstake/figures';

/** What is there to be drawn of a configuration. */
export interface Drawable {
  readonly plan: Plan;
  readonly rows: readonly SummaryRow[];
  readonly distributions: readonly DistributionRow[];
  /** Trainings of the plan that are finished, those that diverged included, and all that it has. */
  readonly finished: number;
  readonly planned: number;
  /** Runs that diverged, which are in no row. */
  readonly diverged: number;
}

/** A plot whose lines are known, with the rows that they show. */
export interface ResolvedPlot {
  /** Null where no finished run supports any panel. */
  readonly definition: FigureDefinition | null;
  readonly rows: readonly SummaryRow[];
  readonly distributions: readonly DistributionRow[];
  /** Titles of panels that no finished run supports yet. */
  readonly missing: readonly string[];
}

/** What is drawn, and the words around it. */
export type Words = Required<Pick<FigureWords, 'title' | 'version'>> & Pick<FigureWords, 'note'>;
