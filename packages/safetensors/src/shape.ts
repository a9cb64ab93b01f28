import { badShape } from './errors.ts';

/**
 * The number of elements of a shape: the product of its axes, 1 for `[]`.
 *
 * Throws, with `tensor` as its name in the message, where the shape is not a list of non-negative integers with a safe product.
 */
export function elementCount(tensor: string, shape: unknown): number {
  if (!Array.isArray(shape)) throw badShape(tensor, shape);
  let count = 1;
  for (const axis of shape as unknown[]) {
    if (typeof axis !== 'number' || !Number.isSafeInteger(axis) || axis < 0) {
      throw badShape(tensor, shape);
    }
    count *= axis;
  }
  if (!Number.isSafeInteger(count)) throw badShape(tensor, shape);
  return count;
}
