/** A network as data. Nothing here computes on batches. */

/**
 * What a parameter is to a pruning method. The first four are weights: masks may name them, and they are counted in
 * "percent of weights remaining". `shortcut` is a convolution on a residual connection, which the paper counts and
 * does not prune (section 4).
 */
export type Role = 'hidden' | 'output' | 'convolution' | 'shortcut' | 'bias' | 'norm';

/** How a parameter is drawn at iteration 0. */
export type Initialiser =
  | { readonly kind: 'glorot-normal'; readonly fanIn: number; readonly fanOut: number }
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'constant'; readonly value: number };

/** A named tensor; dense weights are `[out, in]`, convolutions `[out, in, kh, kw]`, as PyTorch lays them out. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: Role;
  readonly initialiser: Initialiser;
}

/** `[in] -> [out]`, y = W x + b. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly name: string;
  /** Names of the values read: another layer's name, or `input`. */
  readonly inputs: readonly [string];
  readonly in: number;
  readonly out: number;
  readonly weight: Parameter;
  readonly bias: Parameter | null;
}

/**
 * `[in, h, w] -> [out, h', w']`, cross-correlation as in PyTorch: y[o, i, j] = bias[o] + sum over c, di, dj of
 * weight[o, c, di, dj] x[c, i stride + di - padding, j stride + dj - padding], x being 0 outside the image;
 * h' = floor((h + 2 padding - kh) / stride) + 1.
 */
export interface ConvolutionLayer {
  readonly kind: 'convolution';
  readonly name: string;
  readonly inputs: readonly [string];
  readonly in: number;
  readonly out: number;
  /** Height and width of the window. */
  readonly kernel: readonly [number, number];
  /** In both directions. */
  readonly stride: number;
  /** Zeros on every side. */
  readonly padding: number;
  readonly weight: Parameter;
  readonly bias: Parameter | null;
}

/**
 * Batch normalisation per channel of `[channels, h, w]` (or per feature of `[features]`):
 * y = scale (x - mean) / sqrt(variance + epsilon) + shift. In training, mean and biased variance are those of the
 * batch, and running statistics become (1 - momentum) running + momentum batch, with the unbiased variance (n - 1);
 * in evaluation they are the running ones. Running statistics start at mean 0, variance 1, and are
 * named `<layer>.running_mean` and `<layer>.running_var`.
 */
export interface NormLayer {
  readonly kind: 'norm';
  readonly name: string;
  readonly inputs: readonly [string];
  readonly features: number;
  readonly epsilon: number;
  readonly momentum: number;
  /** `[features]`, role `norm`, starts at 1; PyTorch's `weight`. */
  readonly scale: Parameter;
  /** `[features]`, role `norm`, starts at 0; PyTorch's `bias`. */
  readonly shift: Parameter;
}

/** Largest (`max-pool`) or mean (`average-pool`) value of windows of size x size, `size` apart; rows and columns
 * that do not fill a window are left out. The gradient of equal maxima goes to the first, row by row. */
export interface PoolLayer {
  readonly kind: 'max-pool' | 'average-pool';
  readonly name: string;
  readonly inputs: readonly [string];
  readonly size: number;
}

/** `[channels, h, w] -> [channels]`, the mean over all positions. */
export interface GlobalPoolLayer {
  readonly kind: 'global-average-pool';
  readonly name: string;
  readonly inputs: readonly [string];
}

/** Sum of two values of one shape (a residual connection). */
export interface AddLayer {
  readonly kind: 'add';
  readonly name: string;
  readonly inputs: readonly [string, string];
}

/**
 * In training every entry is 0 with probability `rate`, else divided by 1 - rate; in evaluation nothing happens. The
 * layers of an update draw from one stream in network order, each example after example, entry after entry (an
 * image's in channel, row, column order): an entry survives where `uniform() >= rate`.
 */
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly name: string;
  readonly inputs: readonly [string];
  /** In 0..1, below 1. */
  readonly rate: number;
}

/** Elementwise max(x, 0). */
export interface ReluLayer {
  readonly kind: 'relu';
  readonly name: string;
  readonly inputs: readonly [string];
}

/** `[channels, height, width] -> [features]`, channel first, then row, then column. */
export interface FlattenLayer {
  readonly kind: 'flatten';
  readonly name: string;
  readonly inputs: readonly [string];
}

export type Layer =
  | DenseLayer
  | ConvolutionLayer
  | NormLayer
  | PoolLayer
  | GlobalPoolLayer
  | AddLayer
  | DropoutLayer
  | ReluLayer
  | FlattenLayer;

/** What the raw outputs mean: which loss is trained and which metrics are summed. */
export type Head =
  | { readonly kind: 'class'; readonly classes: number }
  | {
      readonly kind: 'class-per-position';
      readonly classes: number;
      /** Weight of the uniform distribution in the target, in 0..1. */
      readonly labelSmoothing: number;
      /** Target value that marks a position as padding; it never counts. */
      readonly padding: number | null;
    }
  | { readonly kind: 'regression'; readonly targets: number };

export interface Network {
  /** The zoo name; it identifies the network in tables, e.g. `lenet-300-100`. */
  readonly name: string;
  /** Shape of one example: `[features]` or `[channels, height, width]`. */
  readonly input: readonly number[];
  /** In an order in which every layer comes after its inputs; the last one is the output. */
  readonly layers: readonly Layer[];
  readonly head: Head;
}
