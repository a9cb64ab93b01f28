import { isExact } from './bounds.ts';
import type { Decided } from './bounds.ts';
import type { Reduced } from './claim.ts';
import { FEWEST_TRIALS } from './compared.ts';
import type { Evaluation } from './evaluation.ts';

/** Every verdict, the best first. */
export const VERDICTS = [
  'reproduced',
  'direction only',
  'not reproduced',
  'not judged',
  'not run',
] as const;

/** What is made of a claim. */
export type Verdict = (typeof VERDICTS)[number];

/** Whether a claim was decided, one way or the other. */
export const isJudged = ({ verdict }: { readonly verdict: Verdict }): boolean =>
  verdict !== 'not judged' && verdict !== 'not run';

export interface Judged {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Trials that must have the paper's sign: 4 of 5, 3 of 3, 8 of 10; all but every fifth. */
export const trialsNeeded = (trials: number): number => trials - Math.floor(trials / 5);

/**
 * The verdict on what was measured, at a preset that gives sizes or directions only.
 *
 * A trial whose sign is open, because an early stop in it is censored, counts for neither side: the verdict is the one
 * that holds whatever it is, and "not judged" where there is none. A size that is open is none. A mean on the other side
 * than most trials is not the paper's.
 */
export function verdictOn(
  evaluation: Evaluation,
  scale: 'size' | Exclude<Reduced, 'nothing'>,
): Judged {
  const { pairs, size, signless, meanHolds } = evaluation;
  const count = pairs.length;
  if (count < FEWEST_TRIALS)
    return {
      verdict: 'not judged',
      reason: `${count === 1 ? '1 trial' : `${count} trials`}, at least ${FEWEST_TRIALS} are needed`,
    };
  if (signless) return onSize(size === 'none' ? null : size, scale);
  const sure = pairs.filter(({ holds }) => holds === true).length;
  const open = pairs.filter(({ holds }) => holds === null).length;
  const signs = `the paper's sign in ${sure} of ${count} trials${open === 0 ? '' : ` (${open} open)`}`;
  const needed = trialsNeeded(count);
  if (sure + open < needed) return missed(signs, scale);
  if (sure < needed)
    return {
      verdict: 'not judged',
      reason: `${signs}, open where early stops are censored or curves have few points`,
    };
  if (meanHolds === false) return missed(`${signs}, but not in the mean`, scale);
  const isFinal = scale === 'size' || (scale === 'order' && size === 'none');
  if (!isFinal)
    return { verdict: 'direction only', reason: `${signs}; the rest is for preset paper to say` };
  if (size === 'none') return { verdict: 'reproduced', reason: signs };
  if (size === true)
    return { verdict: 'reproduced', reason: `${signs}, its size within tolerance` };
  return { verdict: 'direction only', reason: `${signs}, ${sizeReason(evaluation, size)}` };
}

/** What depends on the length of training may fail at `reduced` for want of it: an order may not. */
const missed = (signs: string, scale: 'size' | Exclude<Reduced, 'nothing'>): Judged =>
  scale === 'direction'
    ? { verdict: 'not judged', reason: `${signs}; a miss is for preset paper to say` }
    : { verdict: 'not reproduced', reason: signs };

function onSize(size: Decided, scale: string): Judged {
  if (size === null || scale !== 'size')
    return { verdict: 'not judged', reason: 'its size is open at this scale' };
  return size
    ? { verdict: 'reproduced', reason: 'within tolerance' }
    : { verdict: 'not reproduced', reason: 'outside of tolerance' };
}

const sizeReason = ({ mean, remark }: Evaluation, size: Decided): string => {
  if (size === false) return 'its size outside of tolerance';
  return isExact(mean) || remark === ''
    ? 'its size open, because early stops are censored'
    : 'its size open, because no smaller network was measured';
};
