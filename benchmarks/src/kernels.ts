import { engine, supports, type Flavour } from '@sweepstake/engine';
import { ADAM, type Batch, type Tensors } from '@sweepstake/training';
import type { Bench } from './bench-options.ts';
import { batchesOf, BATCH, loadData } from './data.ts';
import { layerTimes, type LayerTimes } from './layer-times.ts';
import { percent, sum } from './numbers.ts';
import { describePinning, pinSelf } from './pin.ts';
import type { Report } from './report.ts';
import { LEARNING_RATE, levelsAt, NETWORK, trained, type Level } from './tickets.ts';
import { timeCall } from './time-call.ts';

const LAYERS = ['fc1', 'fc2', 'fc3'] as const;

/** One layer at one level, every flavour. */
interface Measured {
  readonly survivors: number;
  readonly share: number;
  readonly times: readonly LayerTimes[];
}

interface LevelTimes {
  readonly level: Level;
  readonly layers: readonly Measured[];
  /** Seconds of a whole step, strict, as `lenet` measures it. */
  readonly step: number;
}

/** Speed of every operation of a layer at LeNet's sizes and densities, strict and relaxed. */
export const kernels: Bench = async (report, { core, quick, repeats = 5 }) => {
  pinSelf(core);
  const dataset = await loadData(report);
  report.text(`- ${describePinning(core)}`);
  const batches = batchesOf(dataset, 100);
  report.progress('training a dense network for the masks');
  const weights = new Map(await trained(batches, quick ? 200 : 1500));
  const flavours: Flavour[] = supports('relaxed') ? ['strict', 'relaxed'] : ['strict'];
  const rows: LevelTimes[] = [];
  for (const level of levelsAt(weights, quick ? [0, 7] : [0, 3, 7, 12, 15, 20])) {
    report.progress(percent(level.remaining));
    const layers = LAYERS.map((name, layer) => {
      const size = weights.get(`${name}.weight`)?.length ?? 0;
      const mask = level.masks?.get(`${name}.weight`) ?? null;
      const survivors = mask === null ? size : sum([...mask]);
      const of = { layer, mask, weights, batches, repeats };
      const form = mask === null ? 'dense' : 'sparse';
      const times = flavours.map((flavour) => layerTimes({ ...of, form, flavour }));
      return { survivors, share: survivors / size, times };
    });
    rows.push({ level, layers, step: await stepTime(weights, level, batches, repeats) });
  }
  speeds(report, rows);
  shares(report, rows);
};

async function stepTime(
  weights: Tensors,
  { masks }: Level,
  batches: readonly Batch[],
  repeats: number,
): Promise<number> {
  const options = { weights, optimizer: ADAM, batch: BATCH, masks: masks ?? undefined };
  const session = await engine.open(NETWORK, options);
  const step = (i: number): void =>
    void session.step(batches[i % batches.length] as Batch, LEARNING_RATE);
  const seconds = timeCall(step, repeats);
  session.close();
  return seconds;
}

function speeds(report: Report, rows: readonly LevelTimes[]): void {
  report.text(
    'GFLOP/s counted on survivors (2 per surviving weight and example), batch 60; Adam in billions of surviving weights per second; strict / relaxed. The first layer skips inputs that are 0, which the count does not know; its forward pass includes gathering and laying out the batch. Whatever is pruned runs in the sparse form here.',
  );
  LAYERS.forEach((name, layer) => {
    report.heading(`${name}.weight`);
    report.table(
      ['', 'forward', 'weight gradient', 'input gradient', 'evaluation', 'Adam'],
      rows.flatMap(({ layers, level }) => {
        const measured = layers[layer];
        if (measured === undefined) return [];
        const { survivors, share, times } = measured;
        const rate = (flops: number, seconds: (t: LayerTimes) => number): string =>
          times.map((t) => ((survivors * flops) / seconds(t) / 1e9).toFixed(1)).join(' / ');
        return [
          [
            `${level.masks === null ? 'dense' : 'sparse'}, ${survivors} weights (${percent(share)})`,
            rate(2 * BATCH, (t) => t.forward),
            rate(2 * BATCH, (t) => t.weightGradient),
            layer === 0 ? '' : rate(2 * BATCH, (t) => t.inputGradient),
            rate(2 * BATCH, (t) => t.evaluation),
            rate(1, (t) => t.adam),
          ],
        ];
      }),
    );
  });
}

/** Where the microseconds of a strict step go. */
function shares(report: Report, rows: readonly LevelTimes[]): void {
  report.heading('Where a step’s time goes');
  report.text(
    'Microseconds, strict. A part by itself finds its data in the cache more often than inside a step: `rest` is the head, biases’ gradients being in their layers, and what the caches cost.',
  );
  const part = ({ layers }: LevelTimes, layer: number, of: (t: LayerTimes) => number): number => {
    const strict = layers[layer]?.times[0];
    return strict === undefined ? 0 : of(strict);
  };
  const parts: readonly (readonly [string, (row: LevelTimes) => number])[] = [
    ['gather and lay out', (r) => part(r, 0, (t) => t.layout)],
    ['fc1 forward', (r) => part(r, 0, (t) => t.forward - t.layout)],
    ['fc1 weight gradient', (r) => part(r, 0, (t) => t.weightGradient)],
    ['fc2', (r) => part(r, 1, (t) => t.forward + t.weightGradient + t.inputGradient)],
    ['fc3', (r) => part(r, 2, (t) => t.forward + t.weightGradient + t.inputGradient)],
    ['Adam', (r) => sum(LAYERS.map((_, layer) => part(r, layer, (t) => t.adam)))],
  ];
  const micro = (seconds: number): string => (seconds * 1e6).toFixed(0);
  report.table(
    ['remaining', ...parts.map(([name]) => name), 'rest', 'whole step'],
    rows.map((row) => {
      const measured = parts.map(([, of]) => of(row));
      return [
        percent(row.level.remaining),
        ...measured.map(micro),
        micro(row.step - sum(measured)),
        micro(row.step),
      ];
    }),
  );
}
