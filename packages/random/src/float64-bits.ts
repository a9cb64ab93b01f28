const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
float[0] = 1;
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** High 32 bits (sign, exponent, top of the mantissa) of a float64, as a signed integer. */
export function highWord(x: number): number {
  float[0] = x;
  return words[HIGH]!;
}

/** The float64 `x` with its high 32 bits replaced. */
export function withHighWord(x: number, high: number): number {
  float[0] = x;
  words[HIGH] = high;
  return float[0];
}

/** 2^k for -1022 <= k <= 1023, exactly. */
export function powerOfTwo(k: number): number {
  return withHighWord(0, (k + 1023) << 20);
}
