import type { Arena } from './arena.ts';
import { roundUp } from './panels.ts';

/**
 * One parameter in the layout of its layer: values, gradients and optimiser slots side by side, `length` floats
 * each, padded with zeros. `flat[i]` is the position in the parameter of stored value i, or -1 for padding; a
 * function makes it when it is needed, which spares its memory where it follows from the layer's sizes.
 */
export class Block {
  readonly name: string;
  readonly length: number;
  readonly values: number;
  readonly gradient: number;
  readonly slots: readonly number[];
  /** Address of ~0/0 words, or 0: every stored value may move. */
  readonly mask: number;
  /** Elements of the parameter. */
  readonly size: number;
  readonly #order: Int32Array | (() => Int32Array);
  readonly #arena: Arena;

  constructor(
    arena: Arena,
    name: string,
    size: number,
    order: Int32Array | (() => Int32Array),
    slots: number,
    survivors?: Uint8Array,
  ) {
    this.#order = order;
    const flat = this.#flat;
    const length = roundUp(flat.length, 4);
    this.#arena = arena;
    this.name = name;
    this.size = size;
    this.length = length;
    this.values = arena.place(length * 4);
    this.gradient = arena.place(length * 4);
    this.slots = Array.from({ length: slots }, () => arena.place(length * 4));
    this.mask = survivors === undefined ? 0 : arena.place(length * 4);
    if (survivors !== undefined) {
      const mask = arena.words(this.mask, length);
      for (let i = 0; i < flat.length; i++) {
        const at = flat[i] ?? -1;
        mask[i] = at >= 0 && survivors[at] === 1 ? -1 : 0;
      }
    }
  }

  get #flat(): Int32Array {
    return typeof this.#order === 'function' ? this.#order() : this.#order;
  }

  /** Writes a full-size tensor to one of the block's arrays. */
  write(at: number, tensor: Float32Array): void {
    const to = this.#arena.floats(at, this.length);
    const flat = this.#flat;
    for (let i = 0; i < flat.length; i++) {
      const from = flat[i] ?? -1;
      to[i] = from < 0 ? 0 : (tensor[from] ?? 0);
    }
  }

  /** Writes a full-size tensor to a slot; weights that may not move keep empty slots. */
  writeSlot(at: number, tensor: Float32Array): void {
    this.write(at, tensor);
    if (this.mask === 0) return;
    const to = this.#arena.floats(at, this.length);
    const mask = this.#arena.words(this.mask, this.length);
    for (let i = 0; i < this.length; i++) if (mask[i] === 0) to[i] = 0;
  }

  /** One of the block's arrays as a full-size tensor; entries that are not stored are 0. */
  read(at: number): Float32Array {
    const from = this.#arena.floats(at, this.length);
    const tensor = new Float32Array(this.size);
    const flat = this.#flat;
    for (let i = 0; i < flat.length; i++) {
      const to = flat[i] ?? -1;
      if (to >= 0) tensor[to] = from[i] ?? 0;
    }
    return tensor;
  }

  /** The gradient as a full-size tensor, 0 where a weight may not move. */
  survivorGradient(): Float32Array {
    const tensor = this.read(this.gradient);
    if (this.mask === 0) return tensor;
    const mask = this.#arena.words(this.mask, this.length);
    const flat = this.#flat;
    for (let i = 0; i < flat.length; i++) {
      const at = flat[i] ?? -1;
      if (at >= 0 && mask[i] === 0) tensor[at] = 0;
    }
    return tensor;
  }
}
