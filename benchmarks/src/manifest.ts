export type Dtype = 'F32' | 'I32' | 'U8';

export interface ArrayEntry {
  readonly file: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

/** `manifest.json` of a problem's folder. */
export interface Manifest {
  readonly format: 1;
  readonly batch: number;
  readonly adam: {
    readonly lr: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly eps: number;
  };
  readonly arrays: Readonly<Record<string, ArrayEntry>>;
}
