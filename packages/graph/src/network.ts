/** A network as data. Nothing here computes on batches. */

/** What a parameter is to a pruning method; only the first three are ever pruned. */
export type Role = 'hidden' | 'output' | 'convolution' | 'bias' | 'norm';

/** How a parameter is drawn at iteration 0. */
export type Initialiser =
  | { readonly kind: 'glorot-normal'; readonly fanIn: number; readonly fanOut: number }
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'constant'; readonly value: number };

/** A named tensor; dense weights are `[out, in]`, as PyTorch lays them out. */
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

export type Layer = DenseLayer | ReluLayer | FlattenLayer;

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
