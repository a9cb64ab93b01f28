import type { DistributionRow, SummaryRow } from '@sweepstake/aggregate';
import { syntheticRow } from './rows.fixture.ts';

/** Rows of one chain: early stop and accuracies at early stop, at iteration 10,000 and at the end, at 0.8 to the n. */
export function chainRows(
  over: Partial<SummaryRow>,
  shape: { readonly rounds: number; readonly top?: number; readonly drop?: number },
): SummaryRow[] {
  const { rounds, top = 0.98, drop = 0.001 } = shape;
  const rows: SummaryRow[] = [];
  let percent = 100;
  for (let round = 0; round < rounds; round++) {
    const base = { ...over, round, percent_remaining: Number(percent.toFixed(4)) };
    const stop = 5000 + 100 * round;
    rows.push(
      syntheticRow({
        ...base,
        metric: 'early_stop_iteration',
        at: 'early_stop',
        mean: stop,
        min: stop - 500,
        max: stop + 500,
      }),
    );
    for (const [at, iteration] of [
      ['early_stop', null],
      ['iteration', 10_000],
      ['end', 50_000],
    ] as const) {
      for (const metric of ['test_accuracy', 'train_accuracy']) {
        const mean = Math.max(0.1, top - drop * round);
        rows.push(
          syntheticRow({
            ...base,
            metric,
            at,
            iteration,
            mean,
            min: mean - 0.001,
            max: mean + 0.001,
          }),
        );
      }
    }
    percent *= 0.8;
  }
  return rows;
}

/** Bins of one density: a triangle of `bins` bins from 0, each 0.1 wide. */
export function densityRows(over: Partial<DistributionRow>, bins = 5): DistributionRow[] {
  return Array.from({ length: bins }, (_, bin) => {
    const mean = 1 + Math.min(bin, bins - 1 - bin);
    return {
      experiment: 'figure-15',
      preset: 'paper',
      dataset: 'mnist',
      backend: 'engine',
      numerics: '1',
      network: 'lenet-300-100',
      variant: 'ticket',
      setting: '',
      round: 0,
      percent_remaining: 100,
      analysis: 'initial-weights',
      layer: 'hidden-1',
      group: '',
      x: Number((0.05 + 0.1 * bin).toFixed(2)),
      width: 0.1,
      mean,
      min: mean - 0.5,
      max: mean + 0.5,
      trials: 5,
      ...over,
    };
  });
}
