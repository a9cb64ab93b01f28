import type { Stream } from '@sweepstake/random';
import type { Paper } from './ink-segment.ts';

/**
 * Turns coverages into bytes with 0 for paper. Ink is 75% to 100% of 255, uneven from pixel to pixel.
 *
 * @param out one byte per pixel, overwritten
 */
export function colourGrey({ coverage }: Paper, stream: Stream, out: Uint8Array): void {
  const darkest = 190 + 65 * stream.uniform();
  for (let pixel = 0; pixel < out.length; pixel++) {
    const covered = coverage[pixel]!;
    out[pixel] = covered === 0 ? 0 : covered * (darkest - (stream.uint32() >>> 26));
  }
}
