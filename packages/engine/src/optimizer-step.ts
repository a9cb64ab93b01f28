import type { Optimizer } from '@sweepstake/training';
import type { Block } from './block.ts';
import type { Kernels } from './kernels/kernels.generated.ts';

/** Names of the slots that an optimiser keeps per weight, in the order of `Block.slots`. */
export function slotNames(optimizer: Optimizer): readonly string[] {
  if (optimizer.kind === 'adam') return ['m', 'v'];
  return optimizer.kind === 'momentum' ? ['velocity'] : [];
}

/** Applies an optimiser to blocks; knows how many updates were made (Adam's bias correction). */
export class OptimizerStep {
  readonly #optimizer: Optimizer;
  readonly #kernels: Kernels;
  #updates = 0;
  // Running products, so that no power function is needed.
  #beta1 = 1;
  #beta2 = 1;

  constructor(optimizer: Optimizer, kernels: Kernels) {
    this.#optimizer = optimizer;
    this.#kernels = kernels;
  }

  get updates(): number {
    return this.#updates;
  }

  /** Goes on as after `updates` updates. */
  restore(updates: number): void {
    this.#updates = 0;
    this.#beta1 = 1;
    this.#beta2 = 1;
    for (let i = 0; i < updates; i++) this.#count();
  }

  /** One update of every block from its gradient; slots are updated as well. */
  apply(blocks: readonly Block[], learningRate: number): void {
    this.#count();
    const o = this.#optimizer;
    const kernels = this.#kernels;
    for (const { values, gradient, slots, length, mask, size } of blocks) {
      // A layer without biases computes with a block of zeros, which stays as it is.
      if (size === 0) continue;
      const [first = 0, second = 0] = slots;
      if (o.kind === 'adam') {
        const root = Math.sqrt(1 - this.#beta2);
        kernels.adam(
          values,
          gradient,
          first,
          second,
          length,
          mask,
          (learningRate * root) / (1 - this.#beta1),
          o.beta1,
          1 - o.beta1,
          o.beta2,
          1 - o.beta2,
          o.epsilon * root,
          o.weightDecay,
        );
      } else if (o.kind === 'momentum') {
        kernels.momentum(
          values,
          gradient,
          first,
          length,
          mask,
          learningRate,
          o.momentum,
          o.weightDecay,
        );
      } else {
        kernels.sgd(values, gradient, length, mask, learningRate, o.weightDecay);
      }
    }
  }

  #count(): void {
    this.#updates++;
    if (this.#optimizer.kind !== 'adam') return;
    this.#beta1 *= this.#optimizer.beta1;
    this.#beta2 *= this.#optimizer.beta2;
  }
}
