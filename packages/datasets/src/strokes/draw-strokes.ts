import { Stream } from '@sweepstake/random';
import { badCount } from '../errors.ts';
import type { Dataset, Examples, Scaling } from '../examples.ts';
import { datasets, type DrawnName } from '../registry.ts';
import { sharedBytes } from '../shared-bytes.ts';
import { colourGrey } from './colour-grey.ts';
import { colourPicture } from './colour-picture.ts';
import { drawDigit } from './draw-digit.ts';
import { emptyPaper, type Paper } from './ink-segment.ts';

/** Set, sizes and scaling. */
export interface StrokesOptions {
  /** `strokes` unless given. */
  readonly set?: DrawnName | undefined;
  /** Training examples; 60,000, of `strokes-32` 50,000. */
  readonly train?: number | undefined;
  /** Test examples; 10,000. */
  readonly test?: number | undefined;
  /** x = v / 255 unless given. */
  readonly scaling?: Scaling | undefined;
}

const SOURCES: Readonly<Record<DrawnName, string>> = {
  strokes: 'strokes, digits drawn by this program (not MNIST)',
  'strokes-32': 'strokes-32, digits in colour drawn by this program (not CIFAR-10)',
};

/** From coverages to the bytes of one image. */
const COLOURS: Readonly<
  Record<DrawnName, (paper: Paper, stream: Stream, out: Uint8Array) => void>
> = {
  strokes: colourGrey,
  'strokes-32': colourPicture,
};

function draw(set: DrawnName, part: string, count: number, scaling: Scaling): Examples {
  if (!Number.isInteger(count) || count < 10) throw badCount(set, part, count);
  const { shape, classes } = datasets[set];
  const stream = new Stream(`${set}(${part})`);
  const paper = emptyPaper(shape[1]!);
  const size = shape.reduce((product, side) => product * side, 1);
  const inputs = sharedBytes(count * size);
  const targets = sharedBytes(count);
  for (let i = 0; i < count; i++) {
    const digit = stream.below(classes);
    targets[i] = digit;
    drawDigit(digit, stream, paper);
    COLOURS[set](paper, stream, inputs.subarray(i * size, (i + 1) * size));
  }
  return { count, shape, inputs, scaling, targets };
}

/**
 * The embedded data sets: ten digits, drawn from seeded pen strokes in several styles per digit with distortions.
 * `strokes` is dark on empty paper, 28x28, MNIST's shape and sizes; `strokes-32` is in colour, 32x32 with three
 * channels, CIFAR-10's. Always the same examples: smaller sizes are the first of the larger ones. They are no
 * substitute for published sets in a published result, and are labelled as themselves everywhere.
 *
 * @throws SWEEPSTAKE_DATASETS_COUNT unless both sizes are whole numbers of at least 10
 */
export function drawStrokes(options: StrokesOptions = {}): Dataset {
  const { set = 'strokes' } = options;
  const { name, title, shape, classes, counts, scalings } = datasets[set];
  const scaling = options.scaling ?? scalings.unit;
  return {
    name,
    title,
    train: draw(set, 'train', options.train ?? counts.train, scaling),
    test: draw(set, 'test', options.test ?? counts.test, scaling),
    classes,
    channels: shape[0]!,
    source: SOURCES[set],
  };
}
