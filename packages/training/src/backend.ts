import type { Network } from '@sweepstake/graph';
import type { Optimizer } from './optimizer.ts';

/** 0/1 per weight of each prunable parameter, flat in the parameter's own order; 1 survives. */
export type Masks = ReadonlyMap<string, Uint8Array>;

/** Full-size tensors by parameter name, flat in the parameter's own order. */
export type Tensors = ReadonlyMap<string, Float32Array>;

/**
 * How a stored value becomes a network input, per channel c (or one entry for all):
 * `x = fround(fround(v / divisor[c]) - offset[c])`.
 */
export interface Scaling {
  readonly divisor: readonly number[];
  readonly offset: readonly number[];
}

/** A set of examples in memory; the arrays may be views of shared memory and are never written. */
export interface Examples {
  readonly count: number;
  /** Shape of one example: `[features]` or `[channels, height, width]`. */
  readonly shape: readonly number[];
  /** `[count, ...shape]`, example-major. */
  readonly inputs: Uint8Array | Float32Array;
  readonly scaling: Scaling;
  /** One class per example (class heads), `[count, positions]`, or `[count, targets]` floats. */
  readonly targets: Uint8Array | Int32Array | Float32Array;
}

/**
 * Some examples, in an order. A backend may keep a prepared layout for the lifetime of this object:
 * pass the same object to evaluate the same subset again, and never change its indices.
 */
export interface Batch {
  readonly examples: Examples;
  readonly indices: Int32Array;
  /** How each image is moved before it is scaled (data augmentation); absent: not at all. */
  readonly moves?: Moves | undefined;
}

/**
 * Per example of a batch, in its order: entry (row, column) of the moved image is the stored value at
 * (row + down, c + right) with c = column, or width - 1 - column where `flip` is 1 (the crop is taken first and then
 * mirrored); it is the stored value 0 outside the image. The same for every channel. Only for `[channels, height, width]`.
 */
export interface Moves {
  readonly flip: Uint8Array;
  readonly down: Int8Array;
  readonly right: Int8Array;
}

/** Sums over a batch; a mean is a sum divided by `count`. Losses are summed in float64 in order. */
export interface MetricSums {
  /** Examples (or positions that are not padding) that the sums run over. */
  readonly count: number;
  readonly loss: number;
  /** Named sums of the head: `correct` for classes; `squared_error`, `absolute_error` for regression. */
  readonly [metric: string]: number;
}

/** Which derivatives `gradients` returns. */
export type GradientScope =
  /** of surviving weights and of biases; removed weights are 0 */
  | 'survivors'
  /** of every weight, as if removed weights took part with their present value (growth, saliency) */
  | 'all'
  /** of the network's inputs, under the name `input`: `[n, ...shape]` (adversarial examples) */
  | 'inputs';

/** Everything that decides how a training goes on. Tensors are full size; removed entries are included. */
export interface SessionState {
  readonly weights: Tensors;
  /**
   * Optimiser slots named `<slot>/<parameter>`: `m/fc1.weight`, `v/fc1.weight`, `velocity/fc1.weight`.
   * A slot that is absent on import is empty, so that weights alone are a state to rewind to.
   */
  readonly slots: Tensors;
  /**
   * Running statistics named `<layer>.running_mean`, `<layer>.running_var`. One that is absent on import is what it
   * is before the first update: mean 0, variance 1.
   */
  readonly statistics: Tensors;
  /** Updates made so far; Adam's bias correction and the name of the next dropout stream depend on it. */
  readonly updates: number;
  /**
   * Positions of the random streams that the session itself is drawing from, by stream name. A state is taken between
   * updates, and every update has a fresh stream of its own for dropout, so there are none; ignored on import.
   */
  readonly streams: ReadonlyMap<string, number>;
}

/** One network being trained. Not shared between threads; `close` frees its memory. */
export interface Session {
  readonly network: Network;
  /**
   * One update at this learning rate; returns the batch's mean loss before the update. Throws where a normalisation
   * would see a single value per channel, which has no variance.
   */
  step(batch: Batch, learningRate: number): number;
  /**
   * Where a backend has it: lays out the inputs of the batch that the next `step` will take, ahead of it. Changes
   * no result; it lets the loading of data be told apart from the step.
   */
  prepare?(batch: Batch): void;
  /** Raw outputs `[n, outputs]` in evaluation mode. */
  predict(batch: Batch): Float32Array;
  /** Metric sums of the network's head in evaluation mode. */
  evaluate(batch: Batch): MetricSums;
  /**
   * Derivatives of the loss that `step` would return for this batch now: in training mode, that is with the batch's
   * own moments in normalisations and the dropout of the next update. Nothing is updated or used up.
   */
  gradients(batch: Batch, scope: GradientScope): Map<string, Float32Array>;
  /**
   * Replaces the masks in mid-run. Survivors keep weight and optimiser slots; grown weights start at 0 with
   * empty slots; removed weights become 0, or their entry of `frozen`, and never move.
   */
  setMasks(masks: Masks | null, frozen?: Tensors): void;
  exportState(): SessionState;
  importState(state: SessionState): void;
  /**
   * Replaces running statistics by the mean over the given batches, of any size and each counting the same, of the
   * batch's mean and unbiased variance at the present weights (PyTorch: momentum=None). Normalisations are in training
   * mode, dropout does nothing. No effect without normalisation; throws where there are no batches.
   */
  estimateStatistics(batches: Iterable<Batch>): void;
  close(): void;
}

export interface SessionOptions {
  /** Every parameter of the network; entries that a mask removes are ignored unless `frozen`. */
  readonly weights: Tensors;
  readonly optimizer: Optimizer;
  readonly masks?: Masks | undefined;
  /** Values that removed weights keep instead of 0. */
  readonly frozen?: Tensors | undefined;
  /** Examples per training step; `step` accepts exactly this many. */
  readonly batch: number;
  /**
   * Name of the stream that dropout of update t = 1, 2, ... draws from, each from its beginning, in the order of
   * `DropoutLayer`. Networks with dropout need it; opening one without it throws.
   */
  readonly dropoutStream?: ((update: number) => string) | undefined;
  /** Relaxed multiply-add: faster, other last bits, opt-in. */
  readonly fastMath?: boolean | undefined;
}

/** Something that can train a network. */
export interface Backend {
  readonly name: string;
  /** Raised whenever any bit of a result changes; part of every stage's identity. */
  readonly numerics: string;
  open(network: Network, options: SessionOptions): Promise<Session>;
}
