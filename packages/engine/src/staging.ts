import type { Examples } from '@sweepstake/training';

/** x = fround(fround(v / divisor) - offset), as the contract's Scaling says. */
export function scaled(v: number, divisor: number, offset: number): number {
  return Math.fround(Math.fround(v / divisor) - offset);
}

/** The divisor when every channel shares it and has no offset, so that 0 stays 0; else null. */
export function byteDivisor({ scaling }: Examples): number | null {
  const divisor = scaling.divisor[0] ?? 1;
  const uniform =
    scaling.divisor.every((d) => d === divisor) && scaling.offset.every((o) => o === 0);
  return uniform ? divisor : null;
}

/** Copies rows of bytes to rows of `stride` bytes; zeroes the ends of rows and the rows after `count`. */
export function stageBytes(
  out: Uint8Array,
  stride: number,
  inputs: Uint8Array,
  features: number,
  indices: Int32Array,
  from: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const at = (indices[from + i] ?? 0) * features;
    out.set(inputs.subarray(at, at + features), i * stride);
  }
  if (stride !== features) {
    for (let i = 0; i < count; i++) out.fill(0, i * stride + features, (i + 1) * stride);
  }
  out.fill(0, count * stride);
}

/** Writes the scaled inputs of some examples as f32 rows of `stride` floats, zero padded. */
export function stageFloats(
  out: Float32Array,
  stride: number,
  examples: Examples,
  indices: Int32Array,
  from: number,
  count: number,
): void {
  const { inputs, scaling, shape } = examples;
  const features = shape.reduce((a, b) => a * b, 1);
  const channels = shape.length === 3 ? (shape[0] ?? 1) : 1;
  const perChannel = features / channels;
  for (let i = 0; i < count; i++) {
    const at = (indices[from + i] ?? 0) * features;
    const row = i * stride;
    for (let c = 0; c < channels; c++) {
      const divisor = scaling.divisor[c] ?? scaling.divisor[0] ?? 1;
      const offset = scaling.offset[c] ?? scaling.offset[0] ?? 0;
      for (let k = c * perChannel; k < (c + 1) * perChannel; k++) {
        out[row + k] = scaled(inputs[at + k] ?? 0, divisor, offset);
      }
    }
    out.fill(0, row + features, row + stride);
  }
  out.fill(0, count * stride);
}
