import { cos, sin, type Stream } from '@sweepstake/random';
import type { Path } from './trace-stroke.ts';

/** How one digit is distorted on its way from the unit square to pixels of 28x28. */
export interface Hand {
  /** Row-major 2x2 from the unit square centred on 0 to pixels. */
  readonly matrix: readonly [number, number, number, number];
  /** Where the centre lands, pixels. */
  readonly centreX: number;
  readonly centreY: number;
  /** Smooth warp: `x += bendX sin(rateX y + phaseX)`, and the same for y. */
  readonly bendX: number;
  readonly rateX: number;
  readonly phaseX: number;
  readonly bendY: number;
  readonly rateY: number;
  readonly phaseY: number;
  /** Standard deviation of every control point, in the unit square. */
  readonly tremor: number;
  /** Pen radius in pixels at the start and at the end of each stroke. */
  readonly radiusStart: number;
  readonly radiusEnd: number;
}

const TURN = 6.283185307179586;

const between = (stream: Stream, low: number, high: number): number =>
  low + (high - low) * stream.uniform();

/** Draws a hand. Rotation about 9 degrees, slant to the right on average, 20 pixels high. */
export function drawHand(stream: Stream): Hand {
  const angle = 0.16 * stream.normal();
  const slant = 0.12 + 0.24 * stream.normal();
  const width = between(stream, 10, 19);
  const height = between(stream, 15.5, 21);
  const c = cos(angle);
  const s = sin(angle);
  const radius = between(stream, 0.55, 1.6);
  const pressure = 0.25 * stream.normal();
  return {
    // Rotation times slant (upper parts to the right) times size.
    matrix: [c * width, (-c * slant - s) * height, s * width, (c - s * slant) * height],
    centreX: 13.5 + 1.2 * stream.normal(),
    centreY: 13.5 + 1.2 * stream.normal(),
    bendX: 0.05 * stream.normal(),
    rateX: between(stream, 3, 8),
    phaseX: between(stream, 0, TURN),
    bendY: 0.05 * stream.normal(),
    rateY: between(stream, 3, 8),
    phaseY: between(stream, 0, TURN),
    tremor: between(stream, 0.02, 0.055),
    radiusStart: Math.max(0.4, radius * (1 - pressure)),
    radiusEnd: Math.max(0.4, radius * (1 + pressure)),
  };
}

/** A coordinate on paper of 28x28 pixels, whose first pixel has its centre at 0, on paper `scale` times as large. */
export const toPaper = (coordinate: number, scale: number): number =>
  scale * coordinate + (scale - 1) / 2;

/**
 * Moves the points of a path from the unit square to pixels, in place.
 *
 * @param scale how many times as large as 28x28 pixels the paper is
 */
export function place(path: Path, hand: Hand, scale: number): void {
  const [xx, xy, yx, yy] = hand.matrix;
  for (let i = 0; i < path.length; i++) {
    const x = path.x[i]! - 0.5;
    const y = path.y[i]! - 0.5;
    const u = x + hand.bendX * sin(hand.rateX * y + hand.phaseX);
    const v = y + hand.bendY * sin(hand.rateY * x + hand.phaseY);
    path.x[i] = toPaper(hand.centreX + xx * u + xy * v, scale);
    path.y[i] = toPaper(hand.centreY + yx * u + yy * v, scale);
  }
}
