/** Number of entries of a tensor of this shape; 1 for the empty shape. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
