import type { Stream } from '@sweepstake/random';
import type { Arena } from '../arena.ts';
import { positionIndex } from '../images.ts';
import type { DropoutNode } from './pointwise-nodes.ts';

/**
 * Writes what each entry is multiplied by: 0 or 1 / (1 - rate), drawn example after example, entry after entry; 1
 * everywhere without a stream.
 */
export function writeDropout(
  arena: Arena,
  { layer, mask }: DropoutNode,
  count: number,
  stream: Stream | null,
): void {
  const floats = arena.floats(mask.at, (mask.panels * mask.panelBytes) / 4);
  const kept = stream === null ? 1 : 1 / (1 - layer.rate);
  for (let e = 0; e < count; e++) {
    for (let c = 0; c < mask.channels; c++) {
      for (let r = 0; r < mask.rows; r++) {
        for (let x = 0; x < mask.columns; x++) {
          const survives = stream === null || stream.uniform() >= layer.rate;
          floats[positionIndex(mask, c, r, x, e)] = survives ? kept : 0;
        }
      }
    }
  }
}
