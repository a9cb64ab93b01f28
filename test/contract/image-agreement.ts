import { Stream } from '@sweepstake/random';
import type { Batch, Examples, Masks, Optimizer, Scaling } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { describe } from 'vitest';
import type { Tolerance } from './compare.ts';
import { drawBatch, drawExamples, drawMasks, drawMoves, drawWeights, pick } from './draw.ts';
import { drawNetwork } from './draw-network.ts';
import { observe } from './observe.ts';
import { OPTIMIZERS, dropoutStream } from './setting.ts';
import type { Suite } from './suite.ts';

const INPUTS = [1, 3, 5];
const BATCHES = [1, 3, 4, 7, 33];
const DENSITIES = [0.05, 0.2, 0.5, 0.8, 1];
const RATE = 0.002;

/** What is drawn: the features that a backend needs for it, and how many networks. */
const KINDS = [
  { features: ['convolution'], norm: false, dropout: false, trials: 16 },
  { features: ['convolution'], norm: true, dropout: false, trials: 24 },
  { features: ['convolution', 'dropout'], norm: true, dropout: true, trials: 8 },
] as const;

type Kind = (typeof KINDS)[number];

const EXACT: Tolerance = { absolute: 2e-6, relative: 2e-5 };
/**
 * A normalisation divides by the deviation of its channel, and its gradient is a difference of sums over the batch:
 * both leave a float32 less of its digits. The reference's loops in naive float32 stay within a third of this.
 */
const NORMALISED: Tolerance = { absolute: 2e-5, relative: 2e-4 };
/** Adam divides by the size of the gradient, so that rounding of a very small one shows in full. */
const ADAM: Tolerance = { absolute: RATE / 10, relative: 2e-4 };

/** Normalised networks leave Adam out: it makes full steps of gradients that are 0 but for rounding. */
const optimizersOf = (norm: boolean): readonly Optimizer[] =>
  OPTIMIZERS.filter(({ kind }) => !norm || kind !== 'adam');

function scalingOf(channels: number, stream: Stream): Scaling {
  if (stream.below(2) === 0) return { divisor: [255], offset: [0.4] };
  const each = (of: () => number): number[] => Array.from({ length: channels }, of);
  return { divisor: each(() => 64 + stream.below(128)), offset: each(() => stream.uniform()) };
}

/** A random network, data set, optimiser, two masks and batches, half of them moved, all from the seed. */
function drawCase({ norm, dropout }: Kind, seed: number) {
  const stream = new Stream(`images(${norm}, ${dropout}, ${seed})`);
  const channels = pick(INPUTS, stream);
  const batch = pick(BATCHES, stream);
  const classes = pick([2, 5, 10], stream);
  const network = drawNetwork(`seed ${seed}`, stream, { channels, classes, batch, norm, dropout });
  const scaling = scalingOf(channels, stream);
  const examples = drawExamples(network, stream, { count: 40, bytes: true, scaling });
  // Without survivors, values before a normalisation are all equal and its gradient is rounding alone.
  const densities = norm ? DENSITIES.slice(1) : [0, ...DENSITIES];
  const masks = () => drawMasks(network, stream, () => pick(densities, stream));
  const weights = drawWeights(network, stream);
  const [first, drawn] = [masks(), masks()];
  // A grown weight begins at 0, and while it is small a float32 sees equal values in a window where there are none.
  const grows = network.layers.every(({ kind }) => kind !== 'max-pool');
  const second = grows ? drawn : intersection(first, drawn);
  const optimizer = pick(optimizersOf(norm), stream);
  const batches = Array.from({ length: 6 }, () => drawMoved(examples, stream, batch));
  const evaluated = drawMoved(examples, stream, 1 + stream.below(40));
  const options = { weights, masks: first, optimizer, batch, dropoutStream };
  return { network, options, second, batches, evaluated, rate: RATE };
}

/** What both masks keep. */
const intersection = (one: Masks, other: Masks): Masks =>
  new Map([...one].map(([name, mask]) => [name, mask.map((bit, i) => bit & other.get(name)![i]!)]));

function drawMoved(examples: Examples, stream: Stream, size: number): Batch {
  const batch = drawBatch(examples, stream, size);
  return stream.below(2) === 0 ? batch : { ...batch, moves: drawMoves(stream, size) };
}

/** Trainings of random networks of images, held against the reference. */
export function describeImageAgreement({ use, feature, differences }: Suite): void {
  describe.each(KINDS)('agreement of networks of images ($features, norm $norm)', (kind) => {
    for (let seed = 0; seed < kind.trials; seed++)
      feature(kind.features, `with the reference (seed ${seed})`, async () => {
        const drawn = drawCase(kind, seed);
        const { network, options } = drawn;
        const actual = await use(network, options, (session) => observe(session, drawn));
        const expected = observe(await reference.open(network, options), drawn);
        const { kind: rule } = options.optimizer;
        let stepped = false;
        for (const [name, tensor] of expected) {
          stepped ||= name.startsWith('losses');
          const plain = stepped && rule === 'adam' ? ADAM : EXACT;
          const what = `${network.name}, ${rule}, batch ${options.batch}: ${name}`;
          const allow = kind.norm ? NORMALISED : plain;
          differences.close(what, actual.get(name) ?? [], tensor, allow);
        }
      });
  });
}
