import type { Optimizer, Session, SessionOptions } from '@sweepstake/training';
import { ADAM } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { afterAll, describe, expect, it } from 'vitest';
import { engine } from './engine.ts';
import { supports } from './kernels/load.ts';
import { Draw } from './testing/draw.ts';
import { furthest, furthestTensors } from './testing/furthest.ts';
import { batchOf, drawExamples, drawMasks, drawWeights, mlp } from './testing/setting.ts';

const MOMENTUM: Optimizer = { kind: 'momentum', momentum: 0.9, weightDecay: 1e-4 };

/** Both sides of each threshold: 0.45 for the first layer, 0.75 for the others; and nothing left. */
const DENSITIES = [null, 0.9, 0.72, 0.48, 0.42, 0.1, 0];

const largest = { loss: 0, outputs: 0, gradients: 0, weights: 0, forms: 0 };
const see = (what: keyof typeof largest, difference: number, most: number, where: string): void => {
  largest[what] = Math.max(largest[what], difference);
  expect(difference, `${what}, ${where}`).toBeLessThan(most);
};
afterAll(() => {
  const parts = Object.entries(largest).map(([what, d]) => `${what} ${d.toExponential(2)}`);
  console.log(`agreement, largest differences: ${parts.join(', ')}`);
});

/** Three steps on both sessions, looking at everything on the way. */
function compare(a: Session, b: Session, seed: number, batch: number, bytes: boolean): void {
  const examples = drawExamples(a.network, new Draw(seed), 2 * batch + 3, bytes);
  const where = `seed ${seed}, batch ${batch}`;
  for (let t = 0; t < 3; t++) {
    const part = batchOf(examples, batch, t * batch);
    see('outputs', furthest(a.predict(part), b.predict(part)), 2e-5, where);
    const [ga, gb] = [a, b].map((s) => s.gradients(part, 'survivors'));
    see('gradients', furthestTensors(ga!, gb!), 1e-5, where);
    see('loss', Math.abs(a.step(part, 0.05) - b.step(part, 0.05)), 1e-5, where);
  }
  see('weights', furthestTensors(a.exportState().weights, b.exportState().weights), 1e-5, where);
  for (const count of [1, 2, 63, 64, 65]) {
    const part = batchOf(examples, count);
    const [ea, eb] = [a.evaluate(part), b.evaluate(part)];
    expect([ea.count, ea['correct']], where).toEqual([eb.count, eb['correct']]);
    see('loss', Math.abs(ea.loss - eb.loss) / count, 1e-5, where);
  }
}

describe.each([false, true])('against the reference in float64, fast math %s', (fastMath) => {
  it.skipIf(fastMath && !supports('relaxed')).each([1, 3, 59, 60, 61, 64, 128, 200])(
    'batches of %i at every density',
    async (batch) => {
      for (const [i, density] of DENSITIES.entries()) {
        const seed = 100 * batch + i;
        const draw = new Draw(seed);
        const sizes = [
          5 + draw.below(40),
          2 + draw.below(37),
          1 + draw.below(20),
          2 + draw.below(10),
        ];
        const network = mlp(sizes);
        const masks = density === null ? undefined : drawMasks(network, draw, density);
        const weights = drawWeights(network, draw);
        const options: SessionOptions = { weights, masks, optimizer: MOMENTUM, batch, fastMath };
        const sessions = await Promise.all(
          [engine, reference].map((backend) => backend.open(network, options)),
        );
        compare(sessions[0]!, sessions[1]!, seed, batch, i % 2 === 0);
        for (const session of sessions) session.close();
      }
    },
  );
});

describe('the sparse form and the dense form with a mask', () => {
  it.each([1, 7, 20, 60, 64])('agree for batches of %i; outputs to the bit', async (batch) => {
    for (const density of [0.6, 0.3, 0.05]) {
      const draw = new Draw(1000 * density + batch);
      const network = mlp([30, 21, 17, 10]);
      const weights = drawWeights(network, draw);
      const masks = drawMasks(network, draw, density);
      const examples = drawExamples(network, draw, 3 * batch);
      // A removed weight that is not 0 asks for the dense form, and this one is too small to count.
      const frozen = new Map(
        [...masks].map(([name, mask]) => [
          name,
          Float32Array.from(mask, (_, i) => (i === mask.indexOf(0) ? 1e-30 : 0)),
        ]),
      );
      const options: SessionOptions = { weights, masks, optimizer: ADAM, batch };
      const sparse = await engine.open(network, options);
      const dense = await engine.open(network, { ...options, frozen });
      const where = `density ${density}, seed ${draw.seed}`;
      const part = batchOf(examples, batch);
      expect(sparse.predict(part), where).toEqual(dense.predict(part));
      for (let t = 0; t < 3; t++) {
        const here = batchOf(examples, batch, t * batch);
        const [gs, gd] = [sparse, dense].map((s) => s.gradients(here, 'survivors'));
        see('forms', furthestTensors(gs!, gd!), 1e-6, where);
        sparse.step(here, 1e-3);
        dense.step(here, 1e-3);
      }
    }
  });
});

describe('a network without biases', () => {
  it('trains as on the reference', async () => {
    const network = mlp([9, 6, 5], false);
    const draw = new Draw(1);
    const weights = drawWeights(network, draw);
    const batch = batchOf(drawExamples(network, draw, 24), 8);
    const [a, b] = await Promise.all(
      [engine, reference].map((x) => x.open(network, { weights, optimizer: MOMENTUM, batch: 8 })),
    );
    for (let t = 0; t < 3; t++) for (const session of [a!, b!]) session.step(batch, 0.05);
    expect(furthest(a!.predict(batch), b!.predict(batch))).toBeLessThan(1e-5);
  });
});
