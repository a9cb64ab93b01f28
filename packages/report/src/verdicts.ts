import { html } from './html.ts';
import type { Markup } from './html.ts';
import type { ClaimLine, Verdict } from './report-input.ts';

/** Every verdict, the best first. */
export const VERDICTS: readonly Verdict[] = [
  'reproduced',
  'direction only',
  'not reproduced',
  'not judged',
  'not run',
];

/** A verdict as a class name: `not-run`. */
export const classOf = (verdict: Verdict): string => verdict.replaceAll(' ', '-');

/** A shape beside the words, since colour alone tells some readers nothing. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  reproduced: '●',
  'direction only': '◐',
  'not reproduced': '✕',
  'not judged': '◌',
  'not run': '–',
};

/** A verdict in its colour, with its shape. */
export const verdictMark = (verdict: Verdict): Markup =>
  html`<span class="verdict ${classOf(verdict)}"
    ><span aria-hidden="true">${SHAPES[verdict]}</span> ${verdict}</span
  >`;

/** How many claims have each verdict, in the order of `VERDICTS`; those that none has are left out. */
export function verdictCounts(
  claims: readonly ClaimLine[],
): { readonly verdict: Verdict; readonly count: number }[] {
  return VERDICTS.map((verdict) => {
    const count = claims.filter((claim) => claim.verdict === verdict).length;
    return { verdict, count };
  }).filter(({ count }) => count > 0);
}
