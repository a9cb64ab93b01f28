import type { SummaryRow } from '@sweepstake/aggregate';

const BASE = {
  experiment: 'figure-3',
  preset: 'paper',
  dataset: 'mnist',
  backend: 'engine',
  numerics: '1',
  network: 'lenet-300-100',
  setting: '',
  trials: 5,
  runs: 5,
  censored: 0,
} as const;

/** A row of a small study; what is not given is as in Figure 3 at the paper's preset. */
export function syntheticRow(over: Partial<SummaryRow>): SummaryRow {
  return {
    ...BASE,
    variant: 'ticket',
    round: 0,
    percent_remaining: 100,
    iteration: null,
    metric: 'test_accuracy',
    at: 'iteration',
    mean: 0.97,
    min: 0.965,
    max: 0.975,
    ...over,
  };
}

/** A smooth accuracy curve towards `top` with a rate, and a little ripple. */
export function syntheticCurve(
  over: Partial<SummaryRow>,
  shape: { top: number; rate: number; length?: number; step?: number },
): SummaryRow[] {
  const { top, rate, length = 50_000, step = 100 } = shape;
  const rows: SummaryRow[] = [];
  for (let iteration = 0; iteration <= length; iteration += step) {
    const done = iteration / rate;
    const ripple = (0.0007 * (((iteration / step) * 7919) % 13)) / 13;
    const mean = iteration === 0 ? 0.1 : top - 0.09 / (1 + done) + ripple;
    rows.push(syntheticRow({ ...over, iteration, mean, min: mean - 0.0025, max: mean + 0.0018 }));
  }
  return rows;
}

/** The rounds of Figure 3 with their percent remaining. */
export const FIGURE_3_LEVELS = [
  [0, 100, 0.982, 900],
  [3, 51.3, 0.9835, 600],
  [7, 21.07, 0.9845, 400],
  [12, 7.04, 0.984, 500],
  [15, 3.63, 0.98, 1100],
  [18, 1.88, 0.974, 2500],
] as const;

/** Rows of all lines of Figure 3. */
export function figure3Rows(): SummaryRow[] {
  const tickets = FIGURE_3_LEVELS.flatMap(([round, percent_remaining, top, rate]) =>
    syntheticCurve({ round, percent_remaining }, { top, rate }),
  );
  const reinits = FIGURE_3_LEVELS.slice(1, 3).flatMap(([round, percent_remaining], index) =>
    syntheticCurve(
      { variant: 'reinit', round, percent_remaining, runs: 15 },
      { top: 0.98 - 0.003 * index, rate: 1200 + 500 * index },
    ),
  );
  return [...tickets, ...reinits];
}
