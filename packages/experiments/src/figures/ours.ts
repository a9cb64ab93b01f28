/** What captions say where the paper does not state the number of trials. */
export const TRIALS_NOT_STATED = 'The number of trials is ours; the paper does not say it.';

/** Of deep networks. */
export const TRIALS_AND_REINITS_NOT_STATED =
  'The numbers of trials and of reinitialisations are ours; the paper does not say them.';

/** What a random sparse network is, and that the paper does not say it. */
export const RANDOM_MASKS =
  'Random sparse networks keep as many weights of each layer as the ticket; the paper does not say.';

export const TEST_SET = 'Accuracies are those of the test set; the paper does not say.';

/** Figures 4c, 5, 12 and 13. */
export const TRAINING_SET =
  'Training accuracy is that of all images trained on; the paper does not say.';

/** Figures 4c and 12: of the grid the paper quotes four levels, which are 5, 32.5, 82.5 and 95% removed. */
export const ONE_SHOT_GRID =
  'One-shot pruning in steps of 2.5% is ours; it holds all levels that the paper quotes.';
