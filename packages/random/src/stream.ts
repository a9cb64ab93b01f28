import { badBound, badPosition } from './errors.ts';
import { inverseNormal } from './inverse-normal.ts';
import { philox } from './philox.ts';
import { sha256 } from './sha256.ts';

const TWO_TO_32 = 4294967296;
const TWO_TO_52 = 4503599627370496;
const TWO_TO_MINUS_53 = 1 / 9007199254740992;

/**
 * A random stream that is a function of its name alone. The key of Philox4x32-10 is the first eight bytes of
 * the SHA-256 of the UTF-8 name, as two little-endian words; the counter starts at 0; the four words of each
 * block are drawn in order. Streams of different names are independent, and any position can be reached at once.
 */
export class Stream {
  readonly name: string;
  readonly #key0: number;
  readonly #key1: number;
  readonly #block = new Uint32Array(4);
  /** The next block of the counter, whose words are not yet in `#block`. */
  #nextBlock = 0;
  #word = 4;

  constructor(name: string) {
    this.name = name;
    const key = new DataView(sha256(new TextEncoder().encode(name)).buffer);
    this.#key0 = key.getUint32(0, true);
    this.#key1 = key.getUint32(4, true);
  }

  /** 32-bit draws made so far. Set it to go on from anywhere; throws a RangeError unless 0 <= position < 2^53. */
  get position(): number {
    return this.#nextBlock * 4 - 4 + this.#word;
  }

  set position(position: number) {
    if (!Number.isSafeInteger(position) || position < 0) throw badPosition(this.name, position);
    this.#nextBlock = Math.floor(position / 4);
    this.#word = 4;
    const word = position % 4;
    if (word > 0) {
      this.#fill();
      this.#word = word;
    }
  }

  /** The next 32 bits, 0 <= u < 2^32. One draw. */
  uint32(): number {
    if (this.#word === 4) this.#fill();
    return this.#block[this.#word++]!;
  }

  /** Uniform on [0, 1) in steps of 2^-53. Two draws: 27 bits of the first above 26 bits of the second. */
  uniform(): number {
    return this.#bits53() * TWO_TO_MINUS_53;
  }

  /**
   * A whole number 0 <= i < n, exactly uniform: draws beyond the largest multiple of n are thrown away.
   * At least one draw. Throws a RangeError unless n is a whole number from 1 to 2^32.
   */
  below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > TWO_TO_32) throw badBound(this.name, n);
    const limit = TWO_TO_32 - (TWO_TO_32 % n);
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return draw % n;
  }

  /**
   * Standard normal in float64: the quantile of (k + 1/2) / 2^53 for 53 random bits k. Always two draws;
   * |value| < 8.3.
   */
  normal(): number {
    return inverseNormal((this.#bits53() - TWO_TO_52 + 0.5) * TWO_TO_MINUS_53);
  }

  /** Shuffles in place, every order equally likely (Fisher and Yates, from the end). */
  shuffle(array: Int32Array): void {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const value = array[i]!;
      array[i] = array[j]!;
      array[j] = value;
    }
  }

  /** A shuffled 0..n-1. */
  permutation(n: number): Int32Array<ArrayBuffer> {
    const array = new Int32Array(n);
    for (let i = 0; i < n; i++) array[i] = i;
    this.shuffle(array);
    return array;
  }

  #bits53(): number {
    const high = this.uint32() >>> 5;
    return high * 67108864 + (this.uint32() >>> 6);
  }

  #fill(): void {
    const low = this.#nextBlock >>> 0;
    const high = Math.floor(this.#nextBlock / TWO_TO_32);
    philox(this.#block, low, high, 0, 0, this.#key0, this.#key1);
    this.#nextBlock++;
    this.#word = 0;
  }
}
