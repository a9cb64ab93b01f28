import type { Stream } from '@sweepstake/random';
import type { Paper } from './ink-segment.ts';

const CHANNELS = 3;

/** Sum over the channels of how far ink must be from paper. */
const CONTRAST = 160;

/** Brightest value of paper and ink; with the grain, 255 at most. */
const BRIGHTEST = 240;

type Colour = readonly [number, number, number];

const drawColour = (stream: Stream): Colour => [
  stream.below(BRIGHTEST + 1),
  stream.below(BRIGHTEST + 1),
  stream.below(BRIGHTEST + 1),
];

const apart = (a: Colour, b: Colour): number =>
  a.reduce((sum, value, channel) => sum + Math.abs(value - b[channel]!), 0);

/**
 * Turns coverages into three channels of bytes: ink of one colour on paper of another, both drawn from the stream,
 * ink again until it is far enough from the paper, and 0 to 15 of grain in every value, from one draw per pixel.
 *
 * @param out three bytes per pixel, channels first, overwritten
 */
export function colourPicture({ coverage }: Paper, stream: Stream, out: Uint8Array): void {
  const paper = drawColour(stream);
  let ink = drawColour(stream);
  while (apart(ink, paper) < CONTRAST) ink = drawColour(stream);
  const pixels = coverage.length;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const covered = coverage[pixel]!;
    const grain = stream.uint32();
    for (let channel = 0; channel < CHANNELS; channel++) {
      const below = paper[channel]!;
      const colour = below + covered * (ink[channel]! - below);
      out[channel * pixels + pixel] = colour + ((grain >>> (4 * channel)) & 15);
    }
  }
}
