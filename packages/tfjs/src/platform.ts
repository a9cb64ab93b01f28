import type { Optimizer } from '@sweepstake/training';
import type { Tensor, Tf } from './tf.ts';

/** One parameter at an update; every tensor has the same shape, in TensorFlow.js's order of axes. */
export interface Update {
  readonly weight: Tensor;
  /** By slot name: `velocity`, or `m` and `v`. */
  readonly slots: ReadonlyMap<string, Tensor>;
  readonly gradient: Tensor;
  /** float32, 1 where the weight survives; null where all do. */
  readonly mask: Tensor | null;
  readonly learningRate: number;
  /** 1 - beta1^t and 1 - beta2^t of Adam at update t; 1 for other rules. */
  readonly corrections: readonly [number, number];
}

/** The tensors after an update: the same ones where it was made in place, else new ones, the old ones still alive. */
export interface Updated {
  readonly weight: Tensor;
  readonly slots: ReadonlyMap<string, Tensor>;
}

/** Makes one update; removed weights and their slots stay as they are. See `Optimizer`. */
export type UpdateRule = (tf: Tf, optimizer: Optimizer, update: Update) => Updated;

/** A backend of TensorFlow.js, ready to compute. */
export interface Platform {
  readonly tf: Tf;
  /** Its name in TensorFlow.js: `wasm`, `tensorflow`, `cpu`. */
  readonly backend: string;
  readonly update: UpdateRule;
}
