import type { Claim } from '@sweepstake/claims';
import { experimentNames } from '@sweepstake/experiments';
import { findRuns } from '../choose-run.ts';
import { claimsJudge } from '../report/judged-claims.ts';
import type { ClaimsJudge } from '../report/judged-claims.ts';
import { gatherSource, sourcesOf } from '../report/sources.ts';

/** Where results are. */
export interface ClaimPlaces {
  /** A run folder; undefined for all in `runs`. */
  readonly runs: string | undefined;
  /** Published results: one folder for each experiment. */
  readonly results: string;
}

/**
 * Everything finished that claims may be judged by, here and published. What cannot be read is told and left out; it
 * stops no other.
 */
export function gatherClaims(
  claims: readonly Claim[],
  { runs, results }: ClaimPlaces,
  onLeftOut: (line: string) => void,
): ClaimsJudge {
  const read = new Set(claims.flatMap(({ experiments }) => experiments));
  const found = findRuns(runs).filter(({ config }) => read.has(config.experiment));
  const judge = claimsJudge();
  const experiments = experimentNames().filter((name) => read.has(name));
  for (const source of sourcesOf(found, results, experiments)) {
    const { experiment, found: run } = source;
    try {
      judge.take(gatherSource(source, results));
    } catch (error) {
      onLeftOut(`${run.folder ?? experiment} is left out: ${(error as Error).message}`);
    }
  }
  return judge;
}
