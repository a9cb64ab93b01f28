import { compareDistributions, subjectName } from './distribution-order.ts';
import type { Distribution } from './distribution-row.ts';
import { distributionTrialsCsv } from './distribution-trials-csv.ts';
import { duplicateDistribution } from './errors.ts';

/** The union of densities of runs on disk and of published ones. */
export type MergedDistributions = {
  /** In canonical order. */
  readonly distributions: readonly Distribution[];
  /** The published densities in whose place another was found on disk. */
  readonly replaced: readonly Distribution[];
};

/**
 * Unites densities of runs on disk with published ones (`readDistributionTrialsCsv`) by subject and trial. What only
 * one side has is kept. A density carries no stage, so where both have it and they are not the same in every bit that
 * is written, the one on disk is taken, and the published one reported.
 *
 * Throws SWEEPSTAKE_AGGREGATE_DUPLICATE_DISTRIBUTION where one side has a trial twice.
 */
export function mergeDistributions(
  onDisk: Iterable<Distribution>,
  published: Iterable<Distribution>,
): MergedDistributions {
  const ours = named(onDisk);
  const theirs = named(published);
  const replaced = [...theirs].flatMap(([name, own]) => {
    const ourOwn = ours.get(name);
    const same = ourOwn === undefined || written(ourOwn) === written(own);
    return same ? [] : [own];
  });
  return {
    distributions: [...new Map([...theirs, ...ours]).values()].sort(compareDistributions),
    replaced: replaced.sort(compareDistributions),
  };
}

function named(distributions: Iterable<Distribution>): Map<string, Distribution> {
  const found = new Map<string, Distribution>();
  for (const own of distributions) {
    const name = `${subjectName(own)} ${own.trial}`;
    if (found.has(name)) throw duplicateDistribution(subjectName(own), own.trial);
    found.set(name, own);
  }
  return found;
}

const written = (own: Distribution): string => distributionTrialsCsv([own]);
