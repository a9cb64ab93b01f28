import type { Stream } from '@sweepstake/random';
import { drawHand, place, type Hand } from './hand.ts';
import { inkSegment, SIDE } from './ink-segment.ts';
import { penStrokes, type PenStroke } from './pen-strokes.ts';
import { emptyPath, traceStroke } from './trace-stroke.ts';

const control = emptyPath(32);
const path = emptyPath(128);
const coverage = new Float32Array(SIDE * SIDE);

/** The control points of a stroke with a trembling hand; a doubled point stays doubled. */
function tremble(stroke: PenStroke, tremor: number, stream: Stream): void {
  control.length = stroke.length / 2;
  for (let i = 0; i < control.length; i++) {
    const x = stroke[2 * i]!;
    const y = stroke[2 * i + 1]!;
    if (i > 0 && x === stroke[2 * i - 2] && y === stroke[2 * i - 1]) {
      control.x[i] = control.x[i - 1]!;
      control.y[i] = control.y[i - 1]!;
    } else {
      control.x[i] = x + tremor * stream.normal();
      control.y[i] = y + tremor * stream.normal();
    }
  }
}

function ink({ radiusStart, radiusEnd }: Hand): void {
  const last = path.length - 1;
  for (let i = 0; i < last; i++) {
    const radius = radiusStart + ((radiusEnd - radiusStart) * i) / last;
    inkSegment(coverage, path.x[i]!, path.y[i]!, path.x[i + 1]!, path.y[i + 1]!, radius);
  }
}

/** A short stray line somewhere in the image. */
function stray(stream: Stream): void {
  const x = 4 + 20 * stream.uniform();
  const y = 4 + 20 * stream.uniform();
  const toX = x + 3 * stream.normal();
  const toY = y + 3 * stream.normal();
  inkSegment(coverage, x, y, toX, toY, 0.4 + 0.6 * stream.uniform());
}

/**
 * Draws one digit, 28x28 bytes with 0 for paper, in a style and a hand drawn from the stream; one in six
 * with a stray line. Ink is 75% to 100% of 255, uneven from pixel to pixel.
 *
 * @param out 784 bytes, overwritten
 */
export function drawDigit(digit: number, stream: Stream, out: Uint8Array): void {
  const styles = penStrokes[digit]!;
  const style = styles[stream.below(styles.length)]!;
  const hand = drawHand(stream);
  coverage.fill(0);
  for (const stroke of style) {
    tremble(stroke, hand.tremor, stream);
    traceStroke(control, path);
    place(path, hand);
    ink(hand);
  }
  if (stream.below(6) === 0) stray(stream);
  const darkest = 190 + 65 * stream.uniform();
  for (let pixel = 0; pixel < out.length; pixel++) {
    const covered = coverage[pixel]!;
    out[pixel] = covered === 0 ? 0 : covered * (darkest - (stream.uint32() >>> 26));
  }
}
