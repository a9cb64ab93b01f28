import type { Moments } from './normalise.ts';
import type { BatchMoments } from './running-statistics.ts';

/** Collects the moments that the normalisations of one pass used. */
export class MomentsCollector {
  readonly #taken = new Map<string, Moments & { readonly count: number }>();

  /** For `Mode.used`. */
  readonly take = (layer: string, moments: Moments, count: number): void => {
    this.#taken.set(layer, { ...moments, count });
  };

  /** Means and unbiased variances by layer; disposes of the tensors. Call it once. */
  read(): Map<string, BatchMoments> {
    const read = new Map<string, BatchMoments>();
    for (const [layer, { mean, variance, count }] of this.#taken) {
      const unbiased = (v: number): number => (v * count) / (count - 1);
      read.set(layer, {
        mean: mean.dataSync().slice() as Float32Array,
        variance: Float32Array.from(variance.dataSync(), unbiased),
      });
      mean.dispose();
      variance.dispose();
    }
    return read;
  }
}
