import { DENSE_FROM, type Form } from '@sweepstake/engine';
import { fullMasks, layerwiseMagnitude } from '@sweepstake/lottery';
import type { Bench } from './bench-options.ts';
import { batchesOf, loadData } from './data.ts';
import { layerTimes, type LayerTimes } from './layer-times.ts';
import { percent } from './numbers.ts';
import { describePinning, pinSelf } from './pin.ts';
import { trained } from './tickets.ts';

const LAYERS = [
  { name: 'fc1', layer: 0, kind: 'input', shape: '784 to 300, the network’s first' },
  { name: 'fc2', layer: 1, kind: 'hidden', shape: '300 to 100' },
  { name: 'fc3', layer: 2, kind: 'hidden', shape: '100 to 10' },
] as const;

const step = (t: LayerTimes): number => t.forward + t.weightGradient + t.inputGradient + t.adam;

/** Dense against sparse form of a layer by density: where the engine's `DENSE_FROM` belongs. */
export const thresholds: Bench = async (report, { core, quick, repeats }) => {
  pinSelf(core);
  const dataset = await loadData(report);
  report.text(`- ${describePinning(core)}`);
  const batches = batchesOf(dataset, 100);
  report.progress('training a dense network for the masks');
  const weights = new Map(await trained(batches, quick ? 200 : 1500));
  const densities = quick ? [0.3, 0.6, 0.9] : [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
  report.text(
    'Microseconds of one layer’s share of a training step, batch 60: forward (the first layer with gathering and laying out of the batch), weight gradient, input gradient, Adam; strict kernels. Masks by magnitude of a trained network. `evaluation` is the forward pass of 60 examples in panels of 64.',
  );
  const parts = ['forward', 'weightGradient', 'inputGradient', 'adam'] as const;
  for (const { name, layer, kind, shape } of LAYERS) {
    report.heading(`${name}: ${shape}`);
    const lines: { density: number; dense: LayerTimes; sparse: LayerTimes }[] = [];
    for (const density of densities) {
      report.progress(`${name} at ${percent(density)}`);
      const rates = new Map([[`${name}.weight`, 1 - density]]);
      const masks = layerwiseMagnitude(weights, fullMasks(weights, rates.keys()), rates);
      const mask = masks.get(`${name}.weight`) ?? null;
      const times = (form: Form): LayerTimes =>
        layerTimes({
          layer,
          form,
          flavour: 'strict',
          mask,
          weights,
          batches,
          repeats: repeats ?? 7,
        });
      lines.push({ density, dense: times('dense'), sparse: times('sparse') });
    }
    const micro = (seconds: number): string => (seconds * 1e6).toFixed(1);
    report.table(
      [
        'density',
        'dense',
        'sparse',
        'dense / sparse',
        'dense: forward + dW + dx + Adam',
        'sparse: the same',
        'evaluation dense',
        'evaluation sparse',
      ],
      lines.map(({ density, dense, sparse }) => [
        percent(density),
        micro(step(dense)),
        micro(step(sparse)),
        (step(dense) / step(sparse)).toFixed(2),
        parts.map((p) => micro(dense[p])).join(' + '),
        parts.map((p) => micro(sparse[p])).join(' + '),
        micro(dense.evaluation),
        micro(sparse.evaluation),
      ]),
    );
    const crossing = crossover(lines.map((l) => [l.density, step(l.dense) - step(l.sparse)]));
    report.text(
      `Crossover at ${crossing}; the engine's DENSE_FROM.${kind} is ${DENSE_FROM[kind]}.`,
    );
  }
};

/** Where the difference dense minus sparse changes its sign, by straight lines between the measured densities. */
function crossover(points: readonly (readonly [number, number])[]): string {
  for (let i = 0; i + 1 < points.length; i++) {
    const [d0, a] = points[i] ?? [0, 0];
    const [d1, b] = points[i + 1] ?? [0, 0];
    if (a > 0 && b <= 0) return (d0 + ((d1 - d0) * a) / (a - b)).toFixed(2);
  }
  const [first, sign] = points[0] ?? [0, 0];
  return sign > 0 ? `above ${points.at(-1)?.[0]}` : `below ${first}`;
}
