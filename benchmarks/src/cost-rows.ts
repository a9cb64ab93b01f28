/** One network at one level of pruning. */
export interface CostRow {
  readonly network: string;
  readonly round: number;
  /** Fraction of the weights that remains, 0..1. */
  readonly remaining: number;
  /** Fraction of the dense network's forward multiply-adds that survives, 0..1. */
  readonly macs: number;
  /** Surviving forward multiply-adds of one example. */
  readonly count: number;
  /** Seconds per step. */
  readonly ours: number;
  /** NaN where PyTorch did not take part. */
  readonly torch: number;
  /** Parameters without any survivor. */
  readonly emptied: number;
}

/** Step time as a fraction of the dense step's over the surviving fraction of multiply-adds; 1 is proportional. */
export const overhead = (row: CostRow, dense: CostRow): number => row.ours / dense.ours / row.macs;

/** Fractions of multiply-adds from which on the bound holds, and the bound. */
export const FROM = 0.2;
export const BOUND = 1.35;

/** The row of round 0 of the same network. */
export function denseOf(rows: readonly CostRow[], { network }: CostRow): CostRow {
  const dense = rows.find((row) => row.network === network && row.round === 0);
  if (dense === undefined) throw new Error(`${network} was not measured dense`);
  return dense;
}

/** The table as CSV, times in milliseconds, fractions in percent. */
export function costCsv(rows: readonly CostRow[]): string {
  const head =
    'network,round,percent_remaining,percent_multiply_adds,multiply_adds_per_example,step_ms,torch_masked_dense_step_ms,relative_to_proportional,emptied_parameters';
  const lines = rows.map((row) =>
    [
      row.network,
      row.round,
      (row.remaining * 100).toFixed(3),
      (row.macs * 100).toFixed(3),
      Math.round(row.count),
      (row.ours * 1e3).toFixed(3),
      Number.isNaN(row.torch) ? '' : (row.torch * 1e3).toFixed(3),
      overhead(row, denseOf(rows, row)).toFixed(3),
      row.emptied,
    ].join(','),
  );
  return `${[head, ...lines].join('\n')}\n`;
}
