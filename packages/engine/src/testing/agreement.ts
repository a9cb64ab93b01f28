import type { Network } from '@sweepstake/graph';
import type { Batch, Session, SessionOptions } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';
import { expect } from 'vitest';
import { engineWith } from '../engine.ts';
import { NetworkTrainer } from '../network/network-trainer.ts';
import type { Thresholds } from '../network/plan-convolution.ts';
import { Draw } from './draw.ts';
import { furthest, furthestTensors } from './furthest.ts';
import { batchOf, drawExamples } from './setting.ts';

/** What runs a convolution: the direct product, Winograd's method with tiles of 2 or 4, or its survivors. */
export type Way = 'direct' | 'winograd 2' | 'winograd 4' | 'sparse';

/** How each convolution of the network runs under these options, by name. */
export function waysOf(
  network: Network,
  { masks, optimizer, batch }: SessionOptions,
  thresholds: Thresholds,
): Record<string, Way> {
  const trainer = new NetworkTrainer({
    network,
    batch,
    optimizer,
    flavour: 'strict',
    masks: masks ?? null,
    frozen: undefined,
    settings: { threads: 1, thresholds },
  });
  return Object.fromEntries(
    trainer.convolutions.map(({ weight, plan: { form, tile } }) => {
      const way = form === 'sparse' ? 'sparse' : tile === null ? 'direct' : `winograd ${tile}`;
      return [weight.name.replace('.weight', ''), way as Way];
    }),
  );
}

/** Three steps on both sessions, gradients and outputs on the way. */
function expectAgreement(a: Session, b: Session, part: (t: number) => Batch, where: string): void {
  for (let t = 0; t < 3; t++) {
    expect(furthest(a.predict(part(t)), b.predict(part(t))), `outputs, ${where}`).toBeLessThan(
      3e-5,
    );
    const [ga, gb] = [a, b].map((s) => s.gradients(part(t), 'survivors'));
    expect(furthestTensors(ga!, gb!), `gradients, ${where}`).toBeLessThan(3e-5);
    const apart = Math.abs(a.step(part(t), 0.02) - b.step(part(t), 0.02));
    expect(apart, `loss, ${where}`).toBeLessThan(1e-5);
  }
  const [wa, wb] = [a, b].map((s) => s.exportState().weights);
  expect(furthestTensors(wa!, wb!), `weights, ${where}`).toBeLessThan(1e-5);
}

/** Holds three steps of the engine under these thresholds against the reference in float64. */
export async function compare(network: Network, options: SessionOptions, thresholds: Thresholds) {
  const examples = drawExamples(network, new Draw(9), 3 * options.batch);
  const [a, b] = await Promise.all([
    engineWith({ thresholds }).open(network, options),
    reference.open(network, options),
  ]);
  const part = (t: number): Batch => batchOf(examples, options.batch, t * options.batch);
  expectAgreement(a!, b!, part, JSON.stringify(thresholds));
  for (const session of [a!, b!]) session.close();
}
