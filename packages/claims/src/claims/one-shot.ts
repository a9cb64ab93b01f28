import type { Claim } from '../claim.ts';
import { claim, DENSE, from, STOP, TEST_AT_STOP, tickets } from './parts.ts';

const common = { network: 'lenet-300-100', experiments: ['figure-4', 'figure-12'] } as const;

/** Per mille removed, on the grid of 2.5 points. */
const oneShot = (first: number, last: number) => ({
  variant: 'one-shot',
  rounds: from(first, last, 25),
});

/** Small tickets, and one-shot tickets of as many weights or a few more. */
const smallAgainstOneShot = {
  of: tickets(from(12, 18)),
  to: { variant: 'one-shot', rounds: { noSmaller: from(825, 975, 25) } },
} as const;

/** Pruning once (paper, section 2 and figure 4c). */
export const ONE_SHOT_CLAIMS: readonly Claim[] = [
  claim({
    ...common,
    id: 'L12',
    text: 'Networks pruned once stop earlier than the dense network, from 67.5% down to 17.6%.',
    source: 'section 2, figure 4c',
    paper: '17.6%',
    statistic: {
      kind: 'level',
      by: 'ratio',
      quantity: STOP,
      of: oneShot(325, 975),
      to: DENSE,
      holds: 'below',
      than: 1,
      edge: 'last',
      percent: 17.6,
    },
  }),
  claim({
    ...common,
    id: 'L13',
    text: 'Networks pruned once are more accurate at early stop than the dense one, from 95% down to 5.2%.',
    source: 'section 2, figure 4c',
    paper: '5.2%',
    statistic: {
      kind: 'level',
      by: 'difference',
      quantity: TEST_AT_STOP,
      of: oneShot(50, 975),
      to: DENSE,
      holds: 'above',
      than: 0,
      edge: 'last',
      percent: 5.17,
    },
  }),
  claim({
    ...common,
    id: 'L14-stop',
    text: 'Below 7%, tickets pruned iteratively learn faster than no smaller ones pruned once.',
    source: 'section 2, figure 4a',
    paper: 'faster',
    reduced: 'direction',
    statistic: {
      kind: 'mean',
      by: 'speedup',
      quantity: STOP,
      ...smallAgainstOneShot,
      sign: 'above',
      than: 1,
    },
  }),
  claim({
    ...common,
    id: 'L14-accuracy',
    text: 'Below 7%, tickets pruned iteratively are more accurate than no smaller ones pruned once.',
    source: 'section 2, figure 4a',
    paper: 'higher',
    reduced: 'order',
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: TEST_AT_STOP,
      ...smallAgainstOneShot,
      sign: 'above',
      than: 0,
    },
  }),
];
