import type { Network } from '@sweepstake/graph';
import type { Tensors } from '@sweepstake/training';
import { initialStatistics } from '@sweepstake/training/parts';
import { badLength } from './errors.ts';
import type { Moments } from './normalise.ts';
import type { Tf } from './tf.ts';

/** Moments of one batch in one normalisation, with the unbiased variance that running statistics follow. */
export interface BatchMoments {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** Running statistics of a session's normalisations, as numbers: they are small, and no gradient needs them. */
export class RunningStatistics {
  readonly #network: Network;
  #tensors: Map<string, Float32Array>;

  constructor(network: Network) {
    this.#network = network;
    this.#tensors = initialStatistics(network);
  }

  get size(): number {
    return this.#tensors.size;
  }

  export(): Map<string, Float32Array> {
    return new Map([...this.#tensors].map(([name, tensor]) => [name, tensor.slice()]));
  }

  /** Those that are absent become what they begin with. */
  import(given: Tensors): void {
    for (const [name, tensor] of initialStatistics(this.#network)) {
      const from = given.get(name) ?? tensor;
      if (from.length !== tensor.length) throw badLength(name, from.length, tensor.length);
      this.#tensors.set(name, from.slice());
    }
  }

  /** The moments of a layer for evaluation, as tensors of the caller's scope. */
  momentsOf(tf: Tf, layer: string): Moments {
    return {
      mean: tf.tensor1d(this.#tensors.get(`${layer}.running_mean`)!),
      variance: tf.tensor1d(this.#tensors.get(`${layer}.running_var`)!),
    };
  }

  /** After a training step: each becomes (1 - momentum) running + momentum batch. */
  follow(batch: ReadonlyMap<string, BatchMoments>): void {
    for (const layer of this.#network.layers) {
      if (layer.kind !== 'norm') continue;
      const seen = batch.get(layer.name)!;
      this.#move(`${layer.name}.running_mean`, seen.mean, layer.momentum);
      this.#move(`${layer.name}.running_var`, seen.variance, layer.momentum);
    }
  }

  /** Sets each to the mean over batches, every one counting the same; leaves them where there are none. */
  average(batches: Iterable<ReadonlyMap<string, BatchMoments>>): number {
    const sums = new Map<string, Float64Array>();
    const add = (name: string, values: Float32Array): void => {
      const sum = sums.get(name) ?? new Float64Array(values.length);
      for (const [i, value] of values.entries()) sum[i] = sum[i]! + value;
      sums.set(name, sum);
    };
    let count = 0;
    for (const batch of batches) {
      count++;
      for (const [layer, { mean, variance }] of batch) {
        add(`${layer}.running_mean`, mean);
        add(`${layer}.running_var`, variance);
      }
    }
    for (const [name, sum] of sums)
      this.#tensors.set(
        name,
        Float32Array.from(sum, (value) => value / count),
      );
    return count;
  }

  #move(name: string, seen: Float32Array, momentum: number): void {
    const tensor = this.#tensors.get(name)!;
    for (const [i, value] of tensor.entries())
      tensor[i] = (1 - momentum) * value + momentum * seen[i]!;
  }
}
