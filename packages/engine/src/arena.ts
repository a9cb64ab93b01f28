import { outOfMemory } from './errors.ts';
import { WebAssembly, type Memory } from './web-assembly.ts';

const PAGE = 65536;
/** Every buffer starts on a cache line. */
const ALIGN = 64;

/** Buffers placed one after another in one WebAssembly memory; all zero when placed. */
export class Arena {
  readonly memory: Memory;
  #top = ALIGN;

  /** `shared`: threads work on this memory. */
  constructor(shared = false) {
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared });
  }

  /**
   * Address of `bytes` zero bytes, a multiple of 64. Views taken before may be detached: the memory can grow.
   * Throws SWEEPSTAKE_ENGINE_OUT_OF_MEMORY.
   */
  place(bytes: number): number {
    const at = this.#top;
    this.#top = Math.ceil((at + bytes) / ALIGN) * ALIGN;
    const missing = this.#top - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw outOfMemory(this.#top);
      }
    }
    return at;
  }

  /** Bytes in use. */
  get size(): number {
    return this.#top;
  }

  /** Forgets every buffer placed after `mark` and zeroes its bytes. */
  reset(mark = ALIGN): void {
    new Uint8Array(this.memory.buffer, mark, this.#top - mark).fill(0);
    this.#top = mark;
  }

  /** Views of what lies at an address; valid until the next buffer is placed. */
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length);
  }

  words(at: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length);
  }
}
