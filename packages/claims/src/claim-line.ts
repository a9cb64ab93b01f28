import { formatPercentRemaining } from '@sweepstake/aggregate';
import type { Claim } from './claim.ts';
import type { Judgement, JudgingPreset } from './judge.ts';
import { isJudged } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** A claim beside what was measured, all of it as text for readers. */
export interface ClaimLine {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly paper: string;
  /** `mean [minimum, maximum]` with its unit; empty where nothing was measured. */
  readonly measured: string;
  readonly trials: number;
  /** Of the runs that were judged; null where there are none. */
  readonly preset: string | null;
  readonly verdict: Verdict;
  readonly reason: string;
  /** What to type to judge it at full size; null where that was done. */
  readonly command: string | null;
}

/** `sweepstake judge L10`: what trains all that a claim still needs, and judges it. */
export const commandOf = ({ id }: Claim, preset: JudgingPreset = 'paper'): string =>
  `sweepstake judge ${id}${preset === 'paper' ? '' : ` --preset ${preset}`}`;

/** A judgement as a line of the tables. */
export function claimLine(judgement: Judgement): ClaimLine {
  const { claim, trials, preset, verdict, reason } = judgement;
  return {
    id: claim.id,
    text: claim.text,
    source: claim.source,
    paper: claim.paper,
    measured: formatMeasured(judgement),
    trials,
    preset,
    verdict,
    reason,
    command: preset === 'paper' && isJudged(judgement) ? null : commandOf(claim),
  };
}

/** `x0.71 [0.55, 0.83]`, `+0.58 points [+0.49, +0.66]`, `3.6% [2.9%, none]`; `>=` or `<=` before a bound, `open` where there is none. */
export function formatMeasured({ claim, measured, bound }: Judgement): string {
  if (measured === null) return '';
  const { print, before = '', unit = '' } = formatOf(claim);
  const range = `[${print(measured.min)}, ${print(measured.max)}]`;
  if (bound === 'open') return `open ${range}`;
  const known = bound === null ? '' : bound === 'at least' ? '>= ' : '<= ';
  return `${known}${before}${print(measured.mean)}${unit} ${range}`;
}

interface Format {
  readonly print: (value: number) => string;
  readonly before?: string;
  readonly unit?: string;
}

const fixed =
  (digits: number, scale = 1) =>
  (value: number): string =>
    (scale * value).toFixed(digits);

const signed = (value: number): string => {
  const text = (100 * value).toFixed(2);
  return text.startsWith('-') ? text : `+${text}`;
};

function formatOf({ statistic }: Claim): Format {
  switch (statistic.kind) {
    case 'level':
      return {
        print: (percent) => (percent >= 100 ? 'none' : `${formatPercentRemaining(percent)}%`),
      };
    case 'order':
      return { print: fixed(0, 100), unit: '% in order' };
    case 'closer':
      return { print: fixed(2), unit: ' of the way' };
    case 'distribution':
      return { print: fixed(3) };
    case 'value':
      return { print: fixed(2, 100), unit: '%' };
    default:
      if (statistic.by === 'ratio') return { print: fixed(2), before: 'x' };
      if (statistic.by === 'speedup') return { print: fixed(2), unit: 'x faster' };
      if (statistic.by === 'value') return { print: fixed(2, 100), unit: '%' };
      return { print: signed, unit: ' points' };
  }
}
