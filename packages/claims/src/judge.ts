import type { Distribution, RunResult } from '@sweepstake/aggregate';
import { isExact, known } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import type { Claim } from './claim.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { studiesOf } from './study.ts';
import type { Study } from './study.ts';
import { verdictOn } from './verdict.ts';
import type { Judged, Verdict } from './verdict.ts';

/** What was measured of one trial, in the unit of the claim's statistic; `holds` null where that is open. */
export interface Pair {
  readonly trial: number;
  readonly value: number;
  readonly holds: boolean | null;
}

/** A claim and what runs say of it. */
export interface Judgement {
  readonly claim: Claim;
  readonly verdict: Verdict;
  /** Over trials, a level's mean that of the mean curve; null where there is nothing to average. */
  readonly measured: { readonly mean: number; readonly min: number; readonly max: number } | null;
  /**
   * What of the mean is known where early stops are censored, or where no smaller network was measured; `open` where
   * that is less than the trials say.
   */
  readonly bound: 'at least' | 'at most' | 'open' | null;
  /** Paired trials, and what each says. */
  readonly trials: number;
  readonly pairs: readonly Pair[];
  /** Of the runs that were judged; null where there are none. */
  readonly preset: string | null;
  readonly reason: string;
}

/** Presets whose runs say something of the paper, the better first; others are for tests of the program. */
export const JUDGING_PRESETS = ['paper', 'reduced'] as const;
export type JudgingPreset = (typeof JUDGING_PRESETS)[number];

/**
 * What runs, from disk and from published tables, say of a claim: of all presets, backends and widths that hold its
 * numbers, the best verdict that can be had at `paper`, or else at `reduced`. No trial enters from another study.
 *
 * A diverged run has no numbers: its trial is left out and counted in the reason, or, where the claim averages over
 * rounds and fewer than three trials are left at one, that round is. So is a run whose early stop is at iteration 0.
 * Accuracies at a censored early stop are those of the last iteration and count as they are.
 */
export function judge(
  claim: Claim,
  runs: Iterable<RunResult>,
  distributions: Iterable<Distribution> = [],
): Judgement {
  const judgements = studiesOf(claim, runs, distributions).flatMap(
    (study) => judgeStudy(study) ?? [],
  );
  const [best] = judgements.toSorted((a, b) => rank(a) - rank(b) || b.trials - a.trials);
  return best ?? absent(claim);
}

const absent = (claim: Claim): Judgement => ({
  claim,
  verdict: 'not run',
  measured: null,
  bound: null,
  trials: 0,
  pairs: [],
  preset: null,
  reason:
    `no finished runs of ${claim.experiments[0]} that it reads` +
    (claim.reduced === 'nothing' ? ' at preset paper, which alone can judge it' : ''),
});

/** What was judged before what was not, `paper` before `reduced` before the rest. */
function rank({ verdict, preset }: Judgement): number {
  const place = JUDGING_PRESETS.indexOf(preset as JudgingPreset);
  const byPreset = place < 0 ? JUDGING_PRESETS.length : place;
  return (verdict === 'not judged' ? 1 + JUDGING_PRESETS.length : 0) + byPreset;
}

function judgeStudy(study: Study): Judgement | null {
  const { claim, preset } = study;
  const evaluation = evaluate(study);
  if (evaluation === null) return null;
  const { pairs, mean } = evaluation;
  const { verdict, reason } = judged(study, evaluation);
  const values = pairs.map(({ value }) => known(value));
  return {
    claim,
    verdict,
    measured:
      pairs.length === 0
        ? null
        : {
            mean: known(mean),
            min: values.reduce((a, b) => Math.min(a, b)),
            max: values.reduce((a, b) => Math.max(a, b)),
          },
    bound: pairs.length === 0 ? null : boundOf(mean, values),
    trials: pairs.length,
    pairs: pairs.map(({ trial, holds }, i) => ({ trial, value: values[i]!, holds })),
    preset,
    reason: [reason, ...remarks(claim, evaluation)].join('; '),
  };
}

function judged({ claim, preset }: Study, evaluation: Evaluation): Judged {
  if (preset === 'paper') return verdictOn(evaluation, 'size');
  if (preset !== 'reduced')
    return { verdict: 'not judged', reason: `preset ${preset} is for tests of the program` };
  if (claim.reduced === 'nothing')
    return { verdict: 'not judged', reason: 'preset reduced cannot judge it' };
  return verdictOn(evaluation, claim.reduced);
}

function boundOf(mean: Bounds, values: readonly number[]): Judgement['bound'] {
  if (isExact(mean)) return null;
  if (Number.isFinite(mean.high)) return 'at most';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return mean.low <= least && least < most ? 'open' : 'at least';
}

const remarks = (claim: Claim, { remark, leftOut, rounds }: Evaluation): string[] => [
  ...(remark === '' ? [] : [remark]),
  ...(rounds.length > 1 ? [whichOf(claim, rounds)] : []),
  ...(leftOut === 0
    ? []
    : [`${leftOut === 1 ? '1 trial' : `${leftOut} trials`} left out: diverged or unfinished`]),
];

/** The rounds of one-shot pruning are the per mille that it removes. */
function whichOf({ statistic }: Claim, rounds: readonly number[]): string {
  const isOneShot =
    'of' in statistic && 'variant' in statistic.of && statistic.of.variant === 'one-shot';
  return isOneShot
    ? `${rounds.map((perMille) => perMille / 10).join(', ')}% removed`
    : `rounds ${spans(rounds)}`;
}

/** `1-5, 7, 9`. */
export function spans(rounds: readonly number[]): string {
  const sorted = [...rounds].toSorted((a, b) => a - b);
  const parts: [number, number][] = [];
  for (const round of sorted) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === round - 1) last[1] = round;
    else parts.push([round, round]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
