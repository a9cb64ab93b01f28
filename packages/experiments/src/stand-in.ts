import { getDataset } from '@sweepstake/datasets';

/** As `dataset`: in every arm the drawn set of the shape of its own, for those who do not have the files. */
export const STAND_IN = 'stand-in';

/** The drawn set of the shape of a published one; a set without one stands for itself. */
export function standInOf(dataset: string): string {
  const definition = getDataset(dataset);
  return 'standIn' in definition ? definition.standIn : dataset;
}
