import { shapesOf, type Network } from '@sweepstake/graph';
import type { Cut } from '../images.ts';

/** Vectors that a row of the narrowest convolution should have at least. */
const NARROWEST = 4;

/**
 * Panels of a batch's images: as narrow as they can be, since a panel of all channels should stay near, but wide
 * enough for the narrowest convolution to work on whole tiles.
 */
export function cutOf(network: Network, batch: number): Cut {
  const shapes = shapesOf(network);
  const columns = network.layers
    .filter(({ kind }) => kind === 'convolution')
    .map(({ name }) => shapes.get(name)![2]!);
  const vectors = Math.ceil(batch / 4);
  const least = Math.min(vectors, Math.ceil(NARROWEST / Math.min(NARROWEST, ...columns)));
  const panels = Math.ceil(vectors / least);
  return { vectors: Math.ceil(vectors / panels), panels };
}
