/** Small deterministic stream of test data (mulberry32); a failing test names its seed. */
export class Draw {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed | 0;
  }

  /** In [0, 1), 32 bits. */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Whole number in 0..n - 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Values in [-1, 1); a fraction `zeros` of them exactly 0. */
  floats(length: number, zeros = 0.1): Float32Array {
    return Float32Array.from({ length }, () => {
      const v = 2 * this.uniform() - 1;
      return this.uniform() < zeros ? 0 : v;
    });
  }

  /** Bytes, of which a fraction `zeros` is 0. */
  bytes(length: number, zeros: number): Uint8Array {
    return Uint8Array.from({ length }, () => (this.uniform() < zeros ? 0 : this.below(256)));
  }

  /** 0 and 1, with a fraction `density` of 1. */
  mask(length: number, density: number): Uint8Array {
    return Uint8Array.from({ length }, () => (this.uniform() < density ? 1 : 0));
  }

  /** `count` of 0..n - 1, ascending. */
  subset(n: number, count: number): Uint32Array {
    const left = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < count; i++) {
      const j = i + this.below(n - i);
      [left[i], left[j]] = [left[j]!, left[i]!];
    }
    return left.slice(0, count).sort();
  }
}
