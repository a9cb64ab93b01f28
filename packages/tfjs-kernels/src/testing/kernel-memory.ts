import { expect } from 'vitest';
import type { Kernels } from '../kernels/kernels.generated.ts';
import { loadKernels } from '../kernels/load.ts';
import type { Memory } from '../kernels/web-assembly.ts';

const GUARD = 64;
const PATTERN = 0x5a;

type Data = Float32Array | Int32Array;

const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => Memory;
  };
};

/** A memory of 64 MiB for one call of a kernel at a time: places arrays, and sees what was written around them. */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly #memory: Memory;
  #next = 1024;
  #placed: { readonly at: number; readonly before: Uint8Array }[] = [];

  constructor(shared = false) {
    this.#memory = new WebAssembly.Memory({
      initial: 1024,
      ...(shared ? { maximum: 65_536, shared } : {}),
    });
    this.kernels = loadKernels(this.#memory);
  }

  /** Forgets every array. */
  clear(): void {
    this.#next = 1024;
    this.#placed = [];
  }

  /** Copies an array, between guards, to an address that is a multiple of 4 and no more. */
  place(data: Data): number {
    const bytes = this.#bytes();
    bytes.fill(PATTERN, this.#next, this.#next + data.byteLength + 2 * GUARD + 16);
    const at = this.#next + GUARD + 4;
    const before = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    bytes.set(before, at);
    this.#placed.push({ at, before });
    this.#next = Math.ceil((at + data.byteLength + GUARD) / 16) * 16;
    return at;
  }

  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, length).slice();
  }

  /** Fails where a guard, or an array that is not among `written`, has changed. */
  check(what: string, written: readonly number[]): void {
    const bytes = this.#bytes();
    for (const [i, { at, before }] of this.#placed.entries()) {
      const around = [
        ...bytes.subarray(at - GUARD, at),
        ...bytes.subarray(at + before.length, at + before.length + GUARD),
      ];
      if (around.some((b) => b !== PATTERN)) expect.fail(`${what}: wrote beyond array ${i}`);
      const changed = written.includes(at) ? -1 : before.findIndex((b, j) => bytes[at + j] !== b);
      if (changed >= 0) expect.fail(`${what}: wrote byte ${changed} of array ${i}, an input`);
    }
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }
}

/** Fails where bits differ; NaN equals NaN, 0 and -0 differ. */
export function sameBits(what: string, actual: Float32Array, expected: Float32Array): void {
  const at = expected.findIndex((v, i) => !Object.is(v, actual[i]));
  if (at >= 0) expect.fail(`${what}: entry ${at} is ${actual[at]}, not ${expected[at]}`);
  expect(actual.length, what).toBe(expected.length);
}
