/**
 * How a stored value becomes a network input, per channel c (or one entry for all):
 * `x = fround(fround(v / divisor[c]) - offset[c])`.
 */
export interface Scaling {
  readonly divisor: readonly number[];
  readonly offset: readonly number[];
}

/** A set of examples in memory; the arrays may be views of shared memory and are never written. */
export interface Examples {
  readonly count: number;
  /** Shape of one example: `[features]` or `[channels, height, width]`. */
  readonly shape: readonly number[];
  /** `[count, ...shape]`, example-major. */
  readonly inputs: Uint8Array | Float32Array;
  readonly scaling: Scaling;
  /** One class per example (class heads), `[count, positions]`, or `[count, targets]` floats. */
  readonly targets: Uint8Array | Int32Array | Float32Array;
}

/** A data set in memory, ready to be handed to any number of threads without being copied. */
export interface Dataset {
  readonly name: string;
  /** For people: headings and figures. */
  readonly title: string;
  /** Training and validation examples together; see `split`. */
  readonly train: Examples;
  readonly test: Examples;
  readonly classes: number;
  readonly channels: number;
  /** Where it came from, one line for people. */
  readonly source: string;
}
