/**
 * A small lossless code for what stages keep by the thousand: bit masks, and curves of numbers in MessagePack. Binary
 * arithmetic coding (I. Witten, R. Neal, J. Cleary: Arithmetic Coding for Data Compression, 1987) of each byte's bits,
 * highest first, with a probability for every place in the byte's tree and for the number of bytes since the last one
 * that begins a float64. In exact arithmetic throughout, so that the same bytes give the same code on every machine and
 * version, which no library of compression promises.
 */

/** The byte of MessagePack before a float64. */
const FLOAT64 = 0xcb;
const PLACES = 10;
/** Probabilities have 16 bits, of which the coder uses 12. */
const EVEN = 1 << 15;
/** The weight of one more bit falls to 1 in so many. */
const MEMORY = 250;

/** The probabilities of ones, which coder and decoder learn alike. */
class Model {
  readonly #ones = new Uint16Array(PLACES * 256).fill(EVEN);
  readonly #seen = new Uint8Array(PLACES * 256);
  #place = PLACES - 1;
  #node = 1;

  /** That the next bit is a one, 1..4095 of 4096. */
  get probability(): number {
    return Math.max(1, this.#ones[this.#place * 256 + this.#node]! >>> 4);
  }

  learn(bit: number): void {
    const at = this.#place * 256 + this.#node;
    const ones = this.#ones[at]!;
    const seen = this.#seen[at]!;
    // Toward the bit by one part in the bits seen, rounded toward what was known.
    this.#ones[at] = ones + Math.trunc(((bit === 1 ? 65_535 : 0) - ones) / (seen + 1.5));
    if (seen < MEMORY) this.#seen[at] = seen + 1;
    this.#node = 2 * this.#node + bit;
    if (this.#node < 256) return;
    const byte = this.#node - 256;
    this.#place = byte === FLOAT64 && this.#place >= 8 ? 0 : Math.min(this.#place + 1, PLACES - 1);
    this.#node = 1;
  }
}

/** Where the interval of a coder is divided: the lower part is that of a one. */
const divide = (low: number, high: number, probability: number): number =>
  low + Math.floor(((high - low) * probability) / 4096);

/** The code of some bytes, most often shorter. */
export function squeeze(bytes: Uint8Array): Uint8Array {
  const code: number[] = [];
  const model = new Model();
  let low = 0;
  let high = 0xffffffff;
  for (const byte of bytes)
    for (let shift = 7; shift >= 0; shift--) {
      const bit = (byte >>> shift) & 1;
      const middle = divide(low, high, model.probability);
      if (bit === 1) high = middle;
      else low = middle + 1;
      model.learn(bit);
      while ((low ^ high) >>> 24 === 0) {
        code.push(high >>> 24);
        low = (low << 8) >>> 0;
        high = ((high << 8) | 255) >>> 0;
      }
    }
  // Any number of the interval will do; this one ends in as many zeros as are read beyond the end.
  code.push((low >>> 24) + 1);
  return Uint8Array.from(code);
}

/** The `length` bytes that `squeeze` was given; any bytes are the code of something. */
export function unsqueeze(code: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const model = new Model();
  let low = 0;
  let high = 0xffffffff;
  let next = 0;
  let value = 0;
  const read = (): void => void (value = ((value << 8) | (code[next++] ?? 0)) >>> 0);
  for (let i = 0; i < 4; i++) read();
  for (let i = 0; i < length; i++) {
    let byte = 0;
    for (let k = 0; k < 8; k++) {
      const middle = divide(low, high, model.probability);
      const bit = value <= middle ? 1 : 0;
      if (bit === 1) high = middle;
      else low = middle + 1;
      model.learn(bit);
      byte = 2 * byte + bit;
      while ((low ^ high) >>> 24 === 0) {
        low = (low << 8) >>> 0;
        high = ((high << 8) | 255) >>> 0;
        read();
      }
    }
    bytes[i] = byte;
  }
  return bytes;
}
