/** A layer of a network file. What equals its default may be left out, and `networkToJson` leaves it out. */
export interface LayerJson {
  /** A kind of `Layer`. */
  readonly kind: string;
  /** By kind and number when left out: `conv1`, `fc1`, `norm1`, `pool1`, `relu1`, `add1`, `dropout1`, `flatten1`. */
  readonly name?: string;
  /** What it reads; the layer before it when left out, except of `add`, which names two. */
  readonly inputs?: readonly string[];
  /** Outputs of a dense layer, channels of a convolution. */
  readonly out?: number;
  /** Window of a convolution: its side, or height and width. */
  readonly kernel?: number | readonly number[];
  /** Of a convolution; 1. */
  readonly stride?: number;
  /** Of a convolution; 0. */
  readonly padding?: number;
  /** Whether a dense layer or convolution has biases, which start at 0; true. */
  readonly bias?: boolean;
  /** Of the weight; `output` for the last dense layer, `hidden` for the others, `convolution`. */
  readonly role?: string;
  /** Of the weight; Gaussian Glorot. */
  readonly initialiser?: InitialiserJson;
  /** Of a norm; 1e-5. */
  readonly epsilon?: number;
  /** Of a norm; 0.1. */
  readonly momentum?: number;
  /** Side of the window of `max-pool` and `average-pool`. */
  readonly size?: number;
  /** Of a dropout. */
  readonly rate?: number;
}

/** How a weight is drawn; the fans of Glorot follow from its shape. */
export type InitialiserJson =
  | { readonly kind: 'glorot-normal' }
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'constant'; readonly value: number };

/** A classifier as a file for people: `networkFromJson` fills in what is left out. */
export interface NetworkJson {
  /** Letters, digits, `.`, `_` and `-`; at most 64. */
  readonly name: string;
  /** Shape of one example: `[features]` or `[channels, height, width]`. */
  readonly input: readonly number[];
  readonly layers: readonly LayerJson[];
  readonly classes: number;
}

/** Names of layers without one of their own are these and a number, counted from 1 over all layers of the prefix. */
export const PREFIXES: Readonly<Record<string, string>> = {
  dense: 'fc',
  convolution: 'conv',
  norm: 'norm',
  'max-pool': 'pool',
  'average-pool': 'pool',
  'global-average-pool': 'pool',
  add: 'add',
  dropout: 'dropout',
  relu: 'relu',
  flatten: 'flatten',
};

/** What a layer says of itself where a file does not. */
export const LAYER_DEFAULTS = { stride: 1, padding: 0, epsilon: 1e-5, momentum: 0.1 } as const;
