import type { KerasLayer } from './layers-tf.ts';

/** The settings of layers that are read here, as `getConfig` gives them; a layer has those of its type. */
export interface LayerSettings {
  readonly activation?: string | null;
  readonly axis?: number;
  readonly center?: boolean;
  readonly dataFormat?: string | null;
  readonly dilationRate?: number | readonly number[] | null;
  readonly dims?: readonly number[];
  readonly epsilon?: number;
  readonly kernelSize?: readonly number[];
  readonly maxValue?: number | null;
  readonly momentum?: number;
  readonly noiseShape?: readonly number[] | null;
  /** Rows and columns, before and after; `zeroPadding2d` alone has it. */
  readonly padding?: string | readonly (readonly [number, number])[];
  readonly poolSize?: readonly [number, number];
  readonly rate?: number;
  readonly scale?: boolean;
  readonly strides?: readonly [number, number];
}

export const settingsOf = (layer: KerasLayer): LayerSettings =>
  layer.getConfig() as unknown as LayerSettings;
