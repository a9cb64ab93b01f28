import type { Window } from './geometry.ts';
import { bandOf, type WinogradTile } from './plan-convolution.ts';
import { OWN_WEIGHTS, scratchBytes, transformedBytes } from './winograd-memory.ts';

/** Bytes that Winograd's method takes beside the weights, layer after layer in the order of the network. */
export class WinogradBytes {
  readonly #vectors: number;
  readonly #largest = new Map<string, number>();
  #shared = 0;
  #scratch = 0;

  /** `vectors` of a panel of images. */
  constructor(vectors: number) {
    this.#vectors = vectors;
  }

  /** Bytes that a layer has for itself; `first` needs no gradient of its input. */
  add({ inputs, outputs, height, width }: Window, tile: WinogradTile, first: boolean): number {
    const points = (tile + 2) * (tile + 2);
    const vectors = bandOf(this.#vectors) * this.#vectors;
    this.#scratch = Math.max(this.#scratch, scratchBytes(points, vectors, inputs, outputs));
    const forward = transformedBytes(points, inputs, outputs);
    const backward = first ? 0 : transformedBytes(points, outputs, inputs);
    if (inputs * outputs * height * width <= OWN_WEIGHTS) return 2 * forward + backward;
    for (const [name, size] of Object.entries({ forward, gradient: forward, backward })) {
      // What is shared grows by being placed anew.
      if (size <= (this.#largest.get(name) ?? 0)) continue;
      this.#largest.set(name, size);
      this.#shared += size;
    }
    return 0;
  }

  /** Bytes that all layers use one after another. */
  get shared(): number {
    return this.#shared + this.#scratch;
  }
}
