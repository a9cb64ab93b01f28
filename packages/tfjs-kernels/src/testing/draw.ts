/** A small repeatable stream of test data (xorshift of 32 bits); a failing test names its seed. */
export class Draw {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed;
    // Neighbouring seeds start far apart, and never at 0.
    this.#state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995) | 1;
    for (let i = 0; i < 8; i++) this.uniform();
  }

  /** In [0, 1). */
  uniform(): number {
    let s = this.#state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.#state = s;
    return (s >>> 0) / 4294967296;
  }

  /** Whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)]!;
  }

  /** Values in [-1, 1). */
  floats(length: number): Float32Array {
    return Float32Array.from({ length }, () => 2 * this.uniform() - 1);
  }
}
