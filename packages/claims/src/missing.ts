import type { Distribution, RunResult } from '@sweepstake/aggregate';
import type { Claim } from './claim.ts';
import { judge } from './judge.ts';
import type { JudgingPreset } from './judge.ts';
import { needed } from './needed.ts';
import type { Needed } from './needed.ts';
import { unnarrowed } from './network-name.ts';
import { matchesSetting } from './setting.ts';
import { isJudged } from './verdict.ts';

/** What a claim still needs before it can be judged at a preset. */
export interface Missing {
  readonly claim: Claim;
  readonly preset: JudgingPreset;
  /** Runs without the rounds that are finished in all trials. */
  readonly runs: readonly Needed[];
  /** In the caller's unit; null where the caller does not know. */
  readonly cost: number | null;
}

/** What is there, and what the rest would cost. */
export interface MissingOptions {
  readonly preset: JudgingPreset;
  readonly distributions?: readonly Distribution[];
  readonly cost: (runs: readonly Needed[], claim: Claim) => number | null;
}

/**
 * The claims that cannot be judged yet at a preset, the cheapest first, those of unknown cost last. A claim that the
 * preset never judges is not among them, and neither is one that all its runs leave open.
 */
export function missing(
  claims: readonly Claim[],
  runs: readonly RunResult[],
  { preset, distributions = [], cost }: MissingOptions,
): Missing[] {
  const here = runs.filter((run) => run.preset === preset);
  const shapes = distributions.filter((one) => one.preset === preset);
  return claims
    .filter((claim) => preset === 'paper' || claim.reduced !== 'nothing')
    .filter((claim) => !isJudged(judge(claim, here, shapes)))
    .map((claim) => ({ claim, runs: unfinished(claim, preset, here) }))
    .filter(({ runs: left }) => left.length > 0)
    .map(({ claim, runs: left }): Missing => ({
      claim,
      preset,
      runs: left,
      cost: cost(left, claim),
    }))
    .toSorted((a, b) => order(a.cost) - order(b.cost));
}

const order = (cost: number | null): number => cost ?? Number.MAX_VALUE;

function unfinished(claim: Claim, preset: JudgingPreset, runs: readonly RunResult[]): Needed[] {
  return needed(claim, preset).flatMap((one) => {
    // Densities are not runs: that the chain is finished does not say that they were taken.
    const rounds =
      one.analysis === undefined
        ? one.rounds.filter((round) => trialsOf(claim, one, round, runs) < one.trials)
        : one.rounds;
    return rounds.length === 0 ? [] : [{ ...one, rounds }];
  });
}

const trialsOf = (claim: Claim, one: Needed, round: number, runs: readonly RunResult[]): number =>
  new Set(
    runs
      .filter(
        (run) =>
          claim.experiments.includes(run.experiment) &&
          run.dataset === one.dataset &&
          run.variant === one.variant &&
          run.round === round &&
          unnarrowed(run.network).network === one.network &&
          matchesSetting(one.wanted, run.setting, run.preset),
      )
      .map((run) => run.trial),
  ).size;
