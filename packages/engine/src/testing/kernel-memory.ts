import { expect } from 'vitest';
import { Arena } from '../arena.ts';
import type { Kernels } from '../kernels/kernels.generated.ts';
import { loadKernels, type Flavour } from '../kernels/load.ts';

const GUARD = 64;
const PATTERN = 0xa5;

type Data = Float32Array | Uint32Array | Int32Array | Uint8Array;

/** A buffer in the kernels' memory, with guard bytes on both sides. */
interface Placed {
  readonly at: number;
  readonly before: Uint8Array;
}

/** Places arrays for one call of a kernel and checks afterwards that it wrote to its outputs only. */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly #arena = new Arena();
  #placed: Placed[] = [];

  constructor(flavour: Flavour) {
    this.kernels = loadKernels(flavour, this.#arena.memory);
  }

  /** Forgets every array of the call before. */
  clear(): void {
    this.#arena.reset();
    this.#placed = [];
  }

  /** Copies an array and returns its address, a multiple of 64. */
  place(data: Data): number {
    const start = this.#arena.place(data.byteLength + 2 * GUARD);
    this.#arena.bytes(start, data.byteLength + 2 * GUARD).fill(PATTERN);
    const at = start + GUARD;
    const before = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    this.#arena.bytes(at, data.byteLength).set(before);
    this.#placed.push({ at, before });
    return at;
  }

  floats(at: number, length: number): Float32Array {
    return this.#arena.floats(at, length).slice();
  }

  words(at: number, length: number): Uint32Array {
    return Uint32Array.from(this.#arena.words(at, length));
  }

  /** Fails where a guard byte, or an array that is not among `outputs`, has changed. */
  check(what: string, outputs: readonly number[]): void {
    this.#placed.forEach(({ at, before }, i) => {
      const end = at + before.length;
      for (const guard of [at - GUARD, end]) {
        const clean = this.#arena.bytes(guard, GUARD).every((b) => b === PATTERN);
        if (!clean) expect.fail(`${what}: wrote beyond array ${i}`);
      }
      if (outputs.includes(at)) return;
      const now = this.#arena.bytes(at, before.length);
      const changed = now.findIndex((b, j) => b !== before[j]);
      if (changed >= 0) expect.fail(`${what}: wrote byte ${changed} of array ${i}, an input`);
    });
  }
}
