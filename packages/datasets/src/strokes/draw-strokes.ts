import { Stream } from '@sweepstake/random';
import { badCount } from '../errors.ts';
import type { Dataset, Examples, Scaling } from '../examples.ts';
import { datasets } from '../registry.ts';
import { sharedBytes } from '../shared-bytes.ts';
import { drawDigit } from './draw-digit.ts';

/** Sizes and scaling of `strokes`. */
export interface StrokesOptions {
  /** Training examples; 60,000. */
  readonly train?: number | undefined;
  /** Test examples; 10,000. */
  readonly test?: number | undefined;
  /** x = v / 255 unless given. */
  readonly scaling?: Scaling | undefined;
}

function draw(name: string, count: number, scaling: Scaling): Examples {
  if (!Number.isInteger(count) || count < 10) throw badCount(name, count);
  const { shape, classes } = datasets.strokes;
  const stream = new Stream(`strokes(${name})`);
  const size = shape.reduce((product, side) => product * side, 1);
  const inputs = sharedBytes(count * size);
  const targets = sharedBytes(count);
  for (let i = 0; i < count; i++) {
    const digit = stream.below(classes);
    targets[i] = digit;
    drawDigit(digit, stream, inputs.subarray(i * size, (i + 1) * size));
  }
  return { count, shape, inputs, scaling, targets };
}

/**
 * The embedded data set `strokes`: ten digits, 28x28, MNIST's shape and sizes, drawn from seeded pen strokes
 * in several styles per digit with distortions. Always the same examples: smaller sizes are the first of
 * the larger ones. It is no substitute for MNIST in a published result, and is labelled as itself everywhere.
 *
 * @throws SWEEPSTAKE_DATASETS_COUNT unless both sizes are whole numbers of at least 10
 */
export function drawStrokes(options: StrokesOptions = {}): Dataset {
  const { name, title, classes, counts, scalings } = datasets.strokes;
  const scaling = options.scaling ?? scalings.unit;
  return {
    name,
    title,
    train: draw('train', options.train ?? counts.train, scaling),
    test: draw('test', options.test ?? counts.test, scaling),
    classes,
    channels: 1,
    source: 'strokes, digits drawn by this program (not MNIST)',
  };
}
