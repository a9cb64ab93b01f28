import type { Layer, Network } from '@sweepstake/graph';
import { unknownLayer } from './errors.ts';

const KNOWN: readonly string[] = [
  'dense',
  'convolution',
  'norm',
  'max-pool',
  'average-pool',
  'global-average-pool',
  'add',
  'dropout',
  'relu',
  'flatten',
] satisfies Layer['kind'][];

/** Throws SWEEPSTAKE_TFJS_LAYER for the first layer without a translation, with its position from 1. */
export function checkLayers({ name, layers }: Network): void {
  for (const [index, layer] of layers.entries())
    if (!KNOWN.includes(layer.kind)) throw unknownLayer(index + 1, layer, name, KNOWN);
}
