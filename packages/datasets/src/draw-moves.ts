import type { Stream } from '@sweepstake/random';
import { badCrop, badMoveCount } from './errors.ts';

/** How the images of a training are augmented. */
export interface Augmentation {
  /** Mirrors one image in two, left to right. */
  readonly flip: boolean;
  /** Pads by this many pixels on every side and crops at random to the former size; 0 to 127, 0 for never. */
  readonly crop: number;
}

/**
 * How each example of a batch is moved, in its order; `moveImage` is the definition. The same for every channel.
 * (Structurally the `Moves` of a batch in `@sweepstake/training`.)
 */
export interface Moves {
  /** 1 where mirrored. */
  readonly flip: Uint8Array;
  /** Rows, -crop..crop. */
  readonly down: Int8Array;
  /** Columns, -crop..crop. */
  readonly right: Int8Array;
}

/**
 * Draws the moves of a batch: per example three whole numbers, flip (0 or 1), down and right (0 to 2 crop, minus
 * crop). All three are drawn for what is off, too. The stream is
 * `names.augment({ seed, trial, round, iteration })`; flip and 4 pixels are the augmentation of CIFAR-10 in
 * K. He et al., Deep Residual Learning for Image Recognition (2015), section 4.2.
 *
 * @throws SWEEPSTAKE_DATASETS_MOVES, _CROP for a count or crop out of range
 */
export function drawMoves(count: number, stream: Stream, { flip, crop }: Augmentation): Moves {
  if (!Number.isInteger(count) || count < 0) throw badMoveCount(count);
  if (!Number.isInteger(crop) || crop < 0 || crop > 127) throw badCrop(crop);
  const moves = {
    flip: new Uint8Array(count),
    down: new Int8Array(count),
    right: new Int8Array(count),
  };
  const shifts = 2 * crop + 1;
  for (let i = 0; i < count; i++) {
    const mirrored = stream.below(2);
    moves.flip[i] = flip ? mirrored : 0;
    moves.down[i] = stream.below(shifts) - crop;
    moves.right[i] = stream.below(shifts) - crop;
  }
  return moves;
}
