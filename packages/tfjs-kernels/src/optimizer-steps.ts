import type * as core from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { wrongTensor } from './errors.ts';
import { heapOf, type Heap } from './heap.ts';

/** The functions of TensorFlow.js that an update needs: `tf` of any of its modules. */
export type Tf = Pick<typeof core, 'backend' | 'getBackend'>;

/** A weight, its gradient, and which entries live. All float32, of one shape. */
export interface Updating {
  /** Changed in place, also for every tensor that shares its data. */
  readonly weight: Tensor;
  readonly gradient: Tensor;
  /** 1 where an entry lives. Where it is 0, weight and slots stay what they are, whatever the gradient is. */
  readonly mask: Tensor | null;
}

export interface MomentumUpdating extends Updating {
  /** Changed in place. */
  readonly velocity: Tensor;
}

export interface AdamUpdating extends Updating {
  /** First and second moments, changed in place. */
  readonly m: Tensor;
  readonly v: Tensor;
}

export interface SgdSettings {
  readonly learningRate: number;
  /** Times the weight, added to the gradient. */
  readonly weightDecay: number;
}

export interface MomentumSettings extends SgdSettings {
  readonly momentum: number;
}

export interface AdamSettings extends SgdSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** 1 - beta1^t of update t = 1, 2, ... */
  readonly correction1: number;
  /** 1 - beta2^t. */
  readonly correction2: number;
}

interface Addresses {
  readonly heap: Heap;
  readonly size: number;
  readonly weight: number;
  readonly gradient: number;
  /** 0 for none. */
  readonly mask: number;
  readonly slots: readonly number[];
}

function addresses(tf: Tf, updating: Updating, slots: Readonly<Record<string, Tensor>>): Addresses {
  const { weight, gradient, mask } = updating;
  const named = { weight, gradient, ...(mask === null ? {} : { mask }), ...slots };
  for (const [name, tensor] of Object.entries(named)) {
    if (tensor.dtype !== 'float32') throw wrongTensor(name, `dtype ${tensor.dtype}, give float32`);
    if (tensor.shape.join() !== weight.shape.join()) {
      throw wrongTensor(
        name,
        `shape [${tensor.shape.join()}], the weight's is [${weight.shape.join()}]`,
      );
    }
  }
  const heap = heapOf(tf.backend(), tf.getBackend());
  return {
    heap,
    size: weight.size,
    weight: heap.at(weight),
    gradient: heap.at(gradient),
    mask: mask === null ? 0 : heap.at(mask),
    slots: Object.values(slots).map((slot) => heap.at(slot)),
  };
}

/**
 * w -= learningRate * (g + weightDecay w), in place, on the current backend. Throws
 * SWEEPSTAKE_TFJS_KERNELS_WRONG_TENSOR, and SWEEPSTAKE_TFJS_KERNELS_NO_MEMORY where that is not a wasm backend.
 */
export function sgdStep(tf: Tf, updating: Updating, settings: SgdSettings): void {
  const { heap, size, weight, gradient, mask } = addresses(tf, updating, {});
  const { learningRate, weightDecay } = settings;
  heap.kernels.sgd(weight, gradient, size, mask, learningRate, weightDecay);
  heap.changed(updating.weight, size);
}

/**
 * PyTorch's momentum: v = momentum v + g + weightDecay w, w -= learningRate v, in place; throws as `sgdStep` does.
 * Velocities below 1e-30 in magnitude are stored as 0.
 */
export function momentumStep(tf: Tf, updating: MomentumUpdating, settings: MomentumSettings): void {
  const { velocity } = updating;
  const { heap, size, weight, gradient, mask, slots } = addresses(tf, updating, { velocity });
  const { learningRate, momentum, weightDecay } = settings;
  heap.kernels.momentum(
    weight,
    gradient,
    slots[0]!,
    size,
    mask,
    learningRate,
    momentum,
    weightDecay,
  );
  heap.changed(updating.weight, size);
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1) with g' = g + weightDecay w: m = beta1 m + (1 - beta1) g',
 * v = beta2 v + (1 - beta2) g'^2, w -= learningRate (m / correction1) / (sqrt(v / correction2) + epsilon), in place;
 * throws as `sgdStep` does. Moments below 1e-30 in magnitude are stored as 0.
 */
export function adamStep(tf: Tf, updating: AdamUpdating, settings: AdamSettings): void {
  const { m, v } = updating;
  const { heap, size, weight, gradient, mask, slots } = addresses(tf, updating, { m, v });
  const { learningRate, beta1, beta2, epsilon, weightDecay, correction1, correction2 } = settings;
  heap.kernels.adam(
    weight,
    gradient,
    slots[0]!,
    slots[1]!,
    size,
    mask,
    learningRate / correction1,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    epsilon,
    1 / correction2,
    weightDecay,
  );
  heap.changed(updating.weight, size);
}
