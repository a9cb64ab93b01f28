import type { Stream } from '@sweepstake/random';
import { drawHand, place, toPaper, type Hand } from './hand.ts';
import { inkSegment, type Paper } from './ink-segment.ts';
import { penStrokes, type PenStroke } from './pen-strokes.ts';
import { emptyPath, traceStroke } from './trace-stroke.ts';

const control = emptyPath(32);
const path = emptyPath(128);

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

function ink({ radiusStart, radiusEnd }: Hand, paper: Paper, scale: number): void {
  const last = path.length - 1;
  for (let i = 0; i < last; i++) {
    const radius = scale * (radiusStart + ((radiusEnd - radiusStart) * i) / last);
    inkSegment(paper, path.x[i]!, path.y[i]!, path.x[i + 1]!, path.y[i + 1]!, radius);
  }
}

/** A short stray line somewhere in the image. */
function stray(stream: Stream, paper: Paper, scale: number): void {
  const x = 4 + 20 * stream.uniform();
  const y = 4 + 20 * stream.uniform();
  const toX = x + 3 * stream.normal();
  const toY = y + 3 * stream.normal();
  const [x0, y0, x1, y1] = [x, y, toX, toY].map((value) => toPaper(value, scale));
  inkSegment(paper, x0!, y0!, x1!, y1!, scale * (0.4 + 0.6 * stream.uniform()));
}

/**
 * Draws one digit on paper of any size in a style and a hand drawn from the stream; one in six with a stray line.
 *
 * @param paper overwritten
 */
export function drawDigit(digit: number, stream: Stream, paper: Paper): void {
  const styles = penStrokes[digit]!;
  const style = styles[stream.below(styles.length)]!;
  const hand = drawHand(stream);
  const scale = paper.side / 28;
  paper.coverage.fill(0);
  for (const stroke of style) {
    tremble(stroke, hand.tremor, stream);
    traceStroke(control, path);
    place(path, hand, scale);
    ink(hand, paper, scale);
  }
  if (stream.below(6) === 0) stray(stream, paper, scale);
}
