/** The iteration that a curve's validation loss would have stopped at. */
export interface EarlyStop {
  readonly iteration: number;
  /** Index into the curve. */
  readonly index: number;
  /** The smallest loss is at the last iteration: a longer training might have stopped later. */
  readonly censored: boolean;
}

/**
 * The first grid point, 0 and T included, with the smallest finite validation loss (paper section 2,
 * "early-stopping iteration"); null where no loss is finite. `iteration` and `validationLoss` run in
 * parallel; `last` is T, the iteration at which the answer is censored.
 */
export function earlyStop(
  iteration: readonly number[],
  validationLoss: readonly number[],
  last: number,
): EarlyStop | null {
  let best: EarlyStop | null = null;
  let smallest = Infinity;
  for (const [index, loss] of validationLoss.entries()) {
    if (!Number.isFinite(loss) || loss >= smallest) continue;
    const at = iteration[index]!;
    smallest = loss;
    best = { iteration: at, index, censored: at === last };
  }
  return best;
}
