import type { Head } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import type { Optimizer, Scaling } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { describe, expect, it } from 'vitest';
import type { Tolerance } from './compare.ts';
import { drawBatch, drawExamples, drawMasks, drawWeights, pick } from './draw.ts';
import { mlp } from './mlp.ts';
import { observe } from './observe.ts';
import { CLASSES, OPTIMIZERS, makeSetting } from './setting.ts';
import type { Suite } from './suite.ts';

/** Widths and batch sizes around every small tile, so that all remainders occur. */
const WIDTHS = [1, 2, 3, 4, 5, 8, 9, 16, 17, 33];
const BATCHES = [1, 3, 4, 7, 32, 33, 60, 61];
const DENSITIES = [0, 0.02, 0.1, 0.3, 0.5, 0.8, 0.95, 1];
const SCALINGS: readonly Scaling[] = [
  { divisor: [255], offset: [0] },
  { divisor: [255], offset: [0.5] },
  { divisor: [128, 64, 32], offset: [0.5, -0.25, 1] },
];
const RATE = 0.002;
const TRIALS = 40;

const EXACT: Tolerance = { absolute: 1e-6, relative: 1e-5 };
/** Adam divides by the size of the gradient, so that rounding of a very small one shows in full. */
const AFTER_STEPS: Record<Optimizer['kind'], Tolerance> = {
  sgd: EXACT,
  momentum: EXACT,
  adam: { absolute: RATE / 20, relative: 1e-4 },
};

/** A random network, data set, optimiser and two masks, all from the seed. */
function drawCase(seed: number) {
  const stream = new Stream(`agreement(${seed})`);
  const scaling = pick(SCALINGS, stream);
  const channels = scaling.divisor.length;
  const width = pick(WIDTHS, stream);
  const input = channels === 1 ? [width] : [channels, 1, width];
  const hidden = Array.from({ length: stream.below(3) }, () => pick(WIDTHS, stream));
  const classes = pick([2, 3, 5, 10, 17], stream);
  const head: Head = { kind: 'class', classes };
  const network = mlp(input, [...hidden, classes], head);
  const optimizer = pick(OPTIMIZERS, stream);
  const batch = pick(BATCHES, stream);
  const bytes = stream.below(2) === 0;
  const examples = drawExamples(network, stream, { count: 64, bytes, scaling });
  const masks = () => drawMasks(network, stream, () => pick(DENSITIES, stream));
  const weights = drawWeights(network, stream);
  const [first, second] = [masks(), masks()];
  const batches = Array.from({ length: 6 }, () => drawBatch(examples, stream, batch));
  const evaluated = drawBatch(examples, stream, 1 + stream.below(64));
  const options = { weights, masks: first, optimizer, batch };
  return { network, options, second, batches, evaluated, rate: RATE };
}

/** Trainings on random shapes, held against the reference. */
export function describeAgreement({ use, differences }: Suite): void {
  describe('agreement with the reference', () => {
    it.each(Array.from({ length: TRIALS }, (_, seed) => seed))(
      'on a random network, data set and masks (seed %i)',
      async (seed) => {
        const drawn = drawCase(seed);
        const { network, options } = drawn;
        const expected = observe(await reference.open(network, options), drawn);
        const actual = await use(network, options, (session) => observe(session, drawn));
        const { kind } = options.optimizer;
        let stepped = false;
        for (const [name, tensor] of expected) {
          stepped ||= name.startsWith('losses');
          const what = `seed ${seed}, ${network.name}, ${kind}, batch ${options.batch}: ${name}`;
          const allow = stepped ? AFTER_STEPS[kind] : EXACT;
          differences.close(what, actual.get(name) ?? [], tensor, allow);
        }
      },
    );
  });

  describe('a layer without survivors', () => {
    for (const layer of ['fc1', 'fc2', 'fc3', 'every layer']) {
      it(`trains and evaluates without NaN (${layer})`, async () => {
        const { network, weights, masks, batches } = makeSetting(10, CLASSES);
        const emptied = new Map(
          [...masks].map(([name, mask]) => [
            name,
            layer === 'every layer' || name === `${layer}.weight` ? mask.map(() => 0) : mask,
          ]),
        );
        const options = { weights, masks: emptied, optimizer: OPTIMIZERS[2]!, batch: 12 };
        await use(network, options, (session) => {
          const losses = batches.map((batch) => session.step(batch, 0.01));
          expect(losses.every(Number.isFinite)).toBe(true);
          expect(session.evaluate(batches[0]!).loss).toBeLessThan(12 * losses[0]!);
          for (const tensor of session.exportState().weights.values())
            expect(tensor.every(Number.isFinite)).toBe(true);
        });
      });
    }
  });
}
