import type { Network } from '@sweepstake/graph';
import { LAYER_KINDS } from '@sweepstake/training/parts';
import { unknownLayer } from './errors.ts';

/** Throws SWEEPSTAKE_TFJS_LAYER for the first layer without a translation, with its position from 1. */
export function checkLayers({ name, layers }: Network): void {
  for (const [index, layer] of layers.entries())
    if (!LAYER_KINDS.includes(layer.kind)) throw unknownLayer(index + 1, layer, name, LAYER_KINDS);
}
