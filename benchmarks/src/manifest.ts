import type { Network } from '@sweepstake/graph';
import type { Scaling } from '@sweepstake/training';

export type Dtype = 'F32' | 'I32' | 'U8';

export interface ArrayEntry {
  readonly file: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

/** An update rule and its rate, as every contender reads it. */
export type ManifestOptimizer = {
  readonly learning_rate: number;
  readonly weight_decay: number;
} & (
  | { readonly kind: 'sgd' }
  | { readonly kind: 'momentum'; readonly momentum: number }
  | {
      readonly kind: 'adam';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    }
);

/** `manifest.json` of a problem's folder. */
export interface Manifest {
  readonly format: 2;
  readonly network: Network;
  readonly batch: number;
  readonly optimizer: ManifestOptimizer;
  readonly scaling: Scaling;
  readonly arrays: Readonly<Record<string, ArrayEntry>>;
}
