import { roundUp } from '../panels.ts';
import type { Window } from './geometry.ts';
import { bandOf, type WinogradTile } from './plan-convolution.ts';

/** As in `WinogradConvolution`: layers of more weights share the memory of their transformed weights. */
const OWN_WEIGHTS = 1_000_000;

const transformed = (points: number, inputs: number, outputs: number): number =>
  Math.ceil(outputs / 4) * points * (inputs * 16 + 64);

/** What the kernels of a layer need while they run; see assembly/winograd.ts. */
function scratchBytes(points: number, tileVectors: number, inputs: number, outputs: number) {
  const pairs = Math.ceil(tileVectors / 2);
  const row = (n: number): number => 32 * roundUp(n, 4) + 64;
  const images = (n: number): number => 2048 + points * (pairs * (row(n) + 512) + 64);
  const slopes = 2048 + points * pairs * (row(inputs) + row(outputs));
  return Math.max(5120, images(inputs), images(outputs), slopes);
}

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
    const forward = transformed(points, inputs, outputs);
    const backward = first ? 0 : transformed(points, outputs, inputs);
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
