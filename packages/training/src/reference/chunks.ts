import { elements, shapesOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Batch } from '../backend.ts';

/** Examples per forward pass of an evaluation, and numbers in all its values, which bound its memory. */
const EXAMPLES = 500;
const NUMBERS = 8_388_608;

/** A batch in pieces that one pass can take, in order. */
export function* chunksOf({ examples, indices, moves }: Batch, network: Network): Iterable<Batch> {
  let each = 0;
  for (const shape of shapesOf(network).values()) each += elements(shape);
  const size = Math.max(1, Math.min(EXAMPLES, Math.floor(NUMBERS / each)));
  for (let from = 0; from < indices.length; from += size) {
    const to = from + size;
    yield {
      examples,
      indices: indices.subarray(from, to),
      moves: moves && {
        flip: moves.flip.subarray(from, to),
        down: moves.down.subarray(from, to),
        right: moves.right.subarray(from, to),
      },
    };
  }
}
