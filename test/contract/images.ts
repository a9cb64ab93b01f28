import type { Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import type { Batch, Session } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { describe, expect } from 'vitest';
import { drawBatch, drawMoves } from './draw.ts';
import { makeDropoutSetting, makeImageSetting } from './image-setting.ts';
import { OPTIMIZERS } from './setting.ts';
import type { Suite } from './suite.ts';

const SGD = OPTIMIZERS[0]!;
const CLOSE = { absolute: 1e-6, relative: 1e-5 };

/** Every image of a batch on its own. */
const singles = ({ examples, indices }: Batch): Batch[] =>
  [...indices].map((index) => ({ examples, indices: Int32Array.of(index) }));

/** The batch whose stored images are those that `moves` makes of this one's. */
function movedByHand({ examples, indices, moves }: Required<Batch>, network: Network): Batch {
  const [channels, height, width] = network.input as [number, number, number];
  const size = channels * height * width;
  const inputs = new Float32Array(indices.length * size);
  for (const [e, index] of indices.entries())
    for (let c = 0; c < channels; c++)
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          const mirrored = moves!.flip[e] === 1 ? width - 1 - column : column;
          const [r, q] = [row + moves!.down[e]!, mirrored + moves!.right[e]!];
          if (r < 0 || q < 0 || r >= height || q >= width) continue;
          inputs[e * size + (c * height + row) * width + column] =
            examples.inputs[index * size + (c * height + r) * width + q]!;
        }
  const targets = Uint8Array.from(indices, (index) => examples.targets[index]!);
  const moved = { ...examples, count: indices.length, inputs, targets };
  return { examples: moved, indices: Int32Array.from(indices.keys()) };
}

/** What networks of images promise besides: evaluation, running statistics, moved images, dropout, empty layers. */
export function describeImages({ use, feature, differences }: Suite): void {
  const setting = makeImageSetting(11);
  const { features, network, weights, masks, examples, batches } = setting;
  const options = { weights, masks, optimizer: SGD, batch: 12 };
  const train = (session: Session): Session => {
    for (const batch of batches) session.step(batch, 0.05);
    return session;
  };

  describe('evaluation of images', () => {
    for (const size of [1, 3, 4, 7, 12, 61])
      feature(features, `of ${size} examples does not depend on what else is evaluated`, () =>
        use(network, options, (session) => {
          const batch = drawBatch(examples, new Stream(`images(size ${size})`), size);
          const together = train(session).predict(batch);
          const alone = singles(batch);
          const expected = alone.flatMap((one) => [...session.predict(one)]);
          differences.close(`outputs of ${size} images`, together, expected, CLOSE);
          const sums = session.evaluate(batch);
          const loss = alone.reduce((sum, one) => sum + session.evaluate(one).loss, 0);
          differences.close(`loss of ${size} images`, [sums.loss], [loss], CLOSE);
          expect(sums.count).toBe(size);
        }),
      );

    feature(features, 'does not move running statistics', () =>
      use(network, options, (session) => {
        const before = train(session).exportState();
        session.evaluate(batches[0]!);
        session.predict(batches[1]!);
        session.gradients(batches[2]!, 'all');
        expect(session.exportState()).toEqual(before);
      }),
    );
  });

  describe('running statistics', () => {
    feature(features, 'can be estimated over batches of several sizes', async () => {
      const some = [4, 12, 61].map((size) =>
        drawBatch(examples, new Stream(`images(estimate ${size})`), size),
      );
      const estimate = (session: Session) => {
        session.estimateStatistics(some);
        return session.exportState();
      };
      const actual = await use(network, options, (session) => {
        const trained = train(session).exportState();
        const { statistics, ...rest } = estimate(session);
        // Nothing else has changed, and a second estimate does not depend on the first.
        expect(rest.weights).toEqual(trained.weights);
        expect(rest.updates).toBe(trained.updates);
        expect(estimate(session).statistics).toEqual(statistics);
        return { ...trained, statistics };
      });
      const oracle = await reference.open(network, options);
      oracle.importState(actual);
      for (const [name, tensor] of estimate(oracle).statistics)
        differences.close(`estimated ${name}`, actual.statistics.get(name)!, tensor, CLOSE);
    });

    feature(features, 'begin at mean 0 and variance 1', () =>
      use(network, options, (session) => {
        const { statistics } = session.exportState();
        const names = ['bn2', 'bn3', 'down_bn'].flatMap((bn) => [
          `${bn}.running_mean`,
          `${bn}.running_var`,
        ]);
        expect([...statistics.keys()].sort()).toEqual(names.sort());
        for (const [name, tensor] of statistics)
          expect(tensor).toEqual(new Float32Array(6).fill(name.endsWith('mean') ? 0 : 1));
      }),
    );
  });

  describe('moved images', () => {
    feature(features, 'are the images that one moves by hand', () =>
      use(network, options, (session) => {
        const moves = drawMoves(new Stream('images(moves)'), 12);
        const moved = { ...batches[0]!, moves };
        const byHand = movedByHand(moved, network);
        expect(session.predict(moved)).toEqual(session.predict(byHand));
        expect(session.evaluate(moved)).toEqual(session.evaluate(byHand));
        expect(session.gradients(moved, 'all')).toEqual(session.gradients(byHand, 'all'));
        expect(session.step(moved, 0)).toBe(session.step(byHand, 0));
        expect(session.predict(moved)).not.toEqual(session.predict(batches[0]!));
      }),
    );
  });

  describe('dropout', () => {
    const { features, network, weights, batches, dropoutStream } = makeDropoutSetting(12);
    const options = { weights, optimizer: SGD, batch: 12, dropoutStream };

    feature(features, 'draws by the number of the update, in training alone', () =>
      use(network, options, (session) => {
        const start = session.exportState();
        const losses = [1, 2, 3].map(() => session.step(batches[0]!, 0));
        expect(new Set(losses).size).toBe(3);
        session.importState(start);
        session.gradients(batches[0]!, 'all');
        session.predict(batches[0]!);
        expect([1, 2, 3].map(() => session.step(batches[0]!, 0))).toEqual(losses);
        expect(session.predict(batches[0]!)).toEqual(session.predict(batches[0]!));
        session.importState({ ...start, updates: 1 });
        expect(session.step(batches[0]!, 0)).toBe(losses[1]);
      }),
    );
  });

  describe('a layer of images without survivors', () => {
    const names = [...masks.keys()].map((name) => [name]);
    for (const emptied of [...names, names.flat()])
      for (const optimizer of OPTIMIZERS.slice(1, 3))
        feature(features, `trains without NaN (${emptied.join(', ')}, ${optimizer.kind})`, () => {
          const none = new Map(
            [...masks].map(([name, mask]) => [
              name,
              emptied.includes(name) ? mask.map(() => 0) : mask,
            ]),
          );
          return use(network, { ...options, optimizer, masks: none }, (session) => {
            const losses = batches.map((batch) => session.step(batch, 0.01));
            expect(losses.every(Number.isFinite)).toBe(true);
            expect(Number.isFinite(session.evaluate(batches[0]!).loss)).toBe(true);
            const { weights: end, statistics } = session.exportState();
            for (const tensor of [...end.values(), ...statistics.values()])
              expect(tensor.every(Number.isFinite)).toBe(true);
            for (const name of emptied)
              expect(end.get(name)!.every((value) => value === 0)).toBe(true);
          });
        });
  });
}
