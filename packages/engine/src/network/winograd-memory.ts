import { roundUp } from '../panels.ts';

/** Layers of more weights than this share the memory of their transformed weights, transformed when they are needed. */
export const OWN_WEIGHTS = 1_000_000;

/** Bytes of transformed weights of `points` positions; see assembly/winograd.ts. */
export const transformedBytes = (points: number, inputs: number, outputs: number): number =>
  Math.ceil(outputs / 4) * points * (inputs * 16 + 64);

/** Bytes of the kernels' scratch memory for `tileVectors` vectors of tiles a pass; see assembly/winograd.ts. */
export function scratchBytes(
  points: number,
  tileVectors: number,
  inputs: number,
  outputs: number,
): number {
  const pairs = Math.ceil(tileVectors / 2);
  const row = (n: number): number => 32 * roundUp(n, 4) + 64;
  const images = (n: number): number => 2048 + points * (pairs * (row(n) + 512) + 64);
  const slopes = 2048 + points * pairs * (row(inputs) + row(outputs));
  return Math.max(5120, images(inputs), images(outputs), slopes);
}
