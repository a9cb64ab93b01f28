import type { Examples } from '@sweepstake/training';

const tables = new WeakMap<object, Float32Array | null>();

/** x = fround(fround(v / divisor) - offset), as the contract's Scaling says. */
export function scaled(v: number, divisor: number, offset: number): number {
  return Math.fround(Math.fround(v / divisor) - offset);
}

/** The network input of every byte when all channels share one scaling that keeps 0 at 0, else null. */
export function scalingTable(examples: Examples): Float32Array | null {
  const { scaling } = examples;
  const known = tables.get(scaling);
  if (known !== undefined) return known;
  const divisor = scaling.divisor[0] ?? 1;
  const offset = scaling.offset[0] ?? 0;
  const uniform =
    scaling.divisor.every((d) => d === divisor) &&
    scaling.offset.every((o) => o === 0) &&
    offset === 0;
  const table = uniform
    ? Float32Array.from({ length: 256 }, (_, v) => scaled(v, divisor, 0))
    : null;
  tables.set(scaling, table);
  return table;
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
}
