import type { Bounds, Decided } from './bounds.ts';

/** What a statistic came to, before it is judged. */
export interface Evaluation {
  /** Paired trials: their value, and whether they have the paper's sign (null: open). */
  readonly pairs: readonly {
    readonly trial: number;
    readonly value: Bounds;
    readonly holds: Decided;
  }[];
  readonly mean: Bounds;
  /** Whether the mean has the paper's sign; absent where it has none of its own. */
  readonly meanHolds?: Decided;
  /** Whether the size is the paper's; `none` where the paper gives none. */
  readonly size: Decided | 'none';
  /** Whether `size` alone decides: null differences and absolute numbers have no sign. */
  readonly signless: boolean;
  readonly rounds: readonly number[];
  readonly leftOut: number;
  /** What else a reader should know, as `best at 8.8%`; may be empty. */
  readonly remark: string;
}
