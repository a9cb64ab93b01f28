import type { Batch, Session, Tensors } from '@sweepstake/training';
import { Stream } from '@sweepstake/random';
import { reference } from '@sweepstake/training/reference';
import { describe, it } from 'vitest';
import { drawExamples } from './draw.ts';
import { CLASSES, HEADS, IDENTITY, OPTIMIZERS, makeSetting } from './setting.ts';
import type { Suite } from './suite.ts';

/** Half the width of a central difference; a power of two, so that little is lost by rounding to float32. */
const STEP = 1 / 2048;
const ALLOW = { absolute: 1e-6, relative: 2e-5 };
const SGD = OPTIMIZERS[0]!;

const meanLoss = (session: Session, batch: Batch): number => {
  const { loss, count } = session.evaluate(batch);
  return loss / count;
};

/** Central differences of `loss` by every entry of `tensor`, which is changed and put back. */
function centralDifferences(tensor: Float32Array, loss: () => number): number[] {
  return Array.from(tensor, (value, i) => {
    tensor[i] = value + STEP;
    const above = { at: tensor[i]!, loss: loss() };
    tensor[i] = value - STEP;
    const below = { at: tensor[i]!, loss: loss() };
    tensor[i] = value;
    return (above.loss - below.loss) / (above.at - below.at);
  });
}

/** Gradients against finite differences of the reference's float64 loss. */
export function describeGradients({ use, feature, differences }: Suite): void {
  describe('gradients', () => {
    for (const head of HEADS) {
      const { network, weights, masks, batches } = makeSetting(1, head);
      const batch = batches[0]!;
      const options = { weights, masks, optimizer: SGD, batch: 12 };

      feature(head.kind, `of every weight equal finite differences (${head.kind})`, async () => {
        const [actual, present] = await use(network, options, (session) => [
          session.gradients(batch, 'all'),
          session.exportState().weights,
        ]);
        const oracle = await reference.open(network, {
          weights: present,
          optimizer: SGD,
          batch: 12,
        });
        const state = oracle.exportState();
        for (const [name, tensor] of state.weights) {
          const expected = centralDifferences(tensor, () => {
            oracle.importState(state);
            return meanLoss(oracle, batch);
          });
          differences.close(`gradient of ${name}`, actual.get(name)!, expected, ALLOW);
        }
      });

      feature(head.kind, `of the inputs equal finite differences (${head.kind})`, async () => {
        const stream = new Stream(`contract(inputs, ${head.kind})`);
        const own = drawExamples(network, stream, { count: 12, bytes: false, scaling: IDENTITY });
        const all = { examples: own, indices: Int32Array.from({ length: 12 }, (_, i) => i) };
        const actual = await use(network, options, (session) => session.gradients(all, 'inputs'));
        const oracle = await reference.open(network, options);
        const expected = centralDifferences(own.inputs as Float32Array, () =>
          meanLoss(oracle, all),
        );
        differences.close('gradient of the inputs', actual.get('input')!, expected, ALLOW);
      });
    }

    it('of survivors are those of every weight with 0 where a weight is removed', async () => {
      const { network, weights, masks, batches } = makeSetting(2, CLASSES);
      const options = { weights, masks, optimizer: SGD, batch: 12 };
      const [all, survivors] = await use(network, options, (session): [Tensors, Tensors] => [
        session.gradients(batches[0]!, 'all'),
        session.gradients(batches[0]!, 'survivors'),
      ]);
      for (const [name, gradient] of all) {
        const mask = masks.get(name);
        const expected = gradient.map((g, i) => (mask?.[i] === 0 ? 0 : g));
        const allow = { absolute: 1e-7, relative: 1e-5 };
        differences.close(`surviving gradient of ${name}`, survivors.get(name)!, expected, allow);
      }
    });
  });
}
