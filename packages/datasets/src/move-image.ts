import { badImage } from './errors.ts';

/** How one image is moved; see `Moves`. */
export interface Move {
  readonly flip: number;
  readonly down: number;
  readonly right: number;
}

/**
 * Moves one image, the definition of augmentation: `target` at (channel, row, column) is `source` at
 * (channel, row + down, c + right) with c = column, or width - 1 - column where `flip` is 1, and 0 outside the
 * image; that is a crop of the padded image, mirrored afterwards. The values are stored ones, before scaling.
 *
 * @param target as long as `source`, overwritten; not the same memory
 * @param shape `[channels, height, width]`
 * @throws SWEEPSTAKE_DATASETS_IMAGE when source or target do not have that many values
 */
export function moveImage(
  target: Uint8Array | Float32Array,
  source: Uint8Array | Float32Array,
  shape: readonly number[],
  { flip, down, right }: Move,
): void {
  const [channels = 0, height = 0, width = 0] = shape;
  const size = channels * height * width;
  for (const { length } of [source, target]) {
    if (shape.length !== 3 || length !== size) throw badImage(shape, length);
  }
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < height; row++) {
      const fromRow = row + down;
      for (let column = 0; column < width; column++) {
        const fromColumn = (flip === 1 ? width - 1 - column : column) + right;
        const inside = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width;
        target[(channel * height + row) * width + column] = inside
          ? source[(channel * height + fromRow) * width + fromColumn]!
          : 0;
      }
    }
  }
}
