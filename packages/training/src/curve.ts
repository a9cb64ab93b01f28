import type { Diverged } from './loop.ts';

/**
 * What one training measured, one entry per evaluated grid point; field names are metric names. Losses are
 * means in nats, accuracies fractions; null where it was not measured (or the head has no classes).
 */
export interface Curve {
  readonly iteration: number[];
  readonly validation_loss: number[];
  readonly validation_accuracy: (number | null)[];
  readonly test_loss: (number | null)[];
  readonly test_accuracy: (number | null)[];
}

/** Measured on the full training set; null where that was not asked for. */
export interface CurvePoint {
  readonly iteration: number;
  readonly train_loss: number | null;
  readonly train_accuracy: number | null;
}

/** The record of one training: its curve, what was measured at two points of it, and how it ended. */
export interface TrainingRecord extends Curve {
  readonly points: {
    /** null where no validation loss was finite. */
    readonly early_stop: (CurvePoint & { readonly censored: boolean }) | null;
    readonly end: CurvePoint;
  };
  readonly diverged: Diverged | null;
}
