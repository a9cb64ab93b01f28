/** What captions say where the paper does not state the number of trials. */
export const TRIALS_NOT_STATED = 'The number of trials is ours; the paper does not say it.';

/** Figures 4c and 12: of the grid the paper quotes four levels, which are 5, 32.5, 82.5 and 95% removed. */
export const ONE_SHOT_GRID =
  'One-shot pruning in steps of 2.5% is ours; it holds all levels that the paper quotes.';
