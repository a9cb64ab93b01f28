import type { Claim } from '../claim.ts';
import { NO_DIFFERENCE } from '../tolerance.ts';
import { claim, from, reinits, STOP, TEST_AT_STOP, tickets } from './parts.ts';

const network = 'lenet-300-100';
const MIDDLE = from(7, 18);

const trained = { network, trials: 3, reduced: 'order' } as const;
const NOISES = ['noise-3', 'noise-2', 'noise-1', 'noise-0.5'];
const noisy = NOISES.map((variant) => ({ variant, rounds: MIDDLE }));

/** Other initial weights and other masks (paper, F.3, F.4), and noise (F.7). */
export const OTHER_WEIGHTS_CLAIMS: readonly Claim[] = [
  claim({
    ...trained,
    id: 'F3',
    text: "Below 22%, weights drawn from the ticket's own initial values are nearer to reinitialisations than to tickets.",
    source: 'appendix F.3, figure 17',
    experiments: ['figure-17'],
    paper: 'little better than reinitialised',
    statistic: {
      kind: 'closer',
      quantity: TEST_AT_STOP,
      of: { variant: 'resample', rounds: MIDDLE },
      near: reinits(MIDDLE),
      far: tickets(MIDDLE),
    },
  }),
  claim({
    ...trained,
    id: 'F4',
    text: 'Below 22%, masks of large initial weights are less accurate than reinitialised tickets.',
    source: 'appendix F.4, figure 18',
    experiments: ['figure-18'],
    paper: 'lower',
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: TEST_AT_STOP,
      of: { variant: 'small-initial', rounds: MIDDLE },
      to: { variant: 'reinit', rounds: 'same' },
      sign: 'below',
      than: 0,
    },
  }),
  claim({
    ...trained,
    id: 'F7-accuracy',
    text: 'Below 22%, accuracy falls with every step of noise on the initial weights (0.5, 1, 2, 3 deviations).',
    source: 'appendix F.7, figure 25',
    experiments: ['figure-25'],
    paper: 'in this order',
    statistic: { kind: 'order', quantity: TEST_AT_STOP, ascending: noisy },
  }),
  claim({
    ...trained,
    id: 'F7-stop',
    text: 'Below 22%, learning slows with every step of noise on the initial weights (0.5, 1, 2, 3 deviations).',
    source: 'appendix F.7, figure 25',
    experiments: ['figure-25'],
    paper: 'in this order',
    reduced: 'direction',
    statistic: { kind: 'order', quantity: STOP, ascending: noisy.toReversed() },
  }),
  claim({
    ...trained,
    id: 'F7-half',
    text: 'Below 22%, noise of half a deviation hardly matters for accuracy.',
    source: 'appendix F.7, figure 25',
    experiments: ['figure-25'],
    paper: 'no difference',
    reduced: 'nothing',
    statistic: {
      kind: 'null',
      by: 'difference',
      quantity: TEST_AT_STOP,
      of: { variant: 'noise-0.5', rounds: MIDDLE },
      to: { variant: 'ticket', rounds: 'same' },
      within: NO_DIFFERENCE,
    },
  }),
  claim({
    ...trained,
    id: 'F7-three',
    text: 'Below 22%, tickets with noise of three deviations are more accurate than reinitialised ones.',
    source: 'appendix F.7, figure 25',
    experiments: ['figure-25'],
    paper: 'higher',
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: TEST_AT_STOP,
      of: { variant: 'noise-3', rounds: MIDDLE },
      to: { variant: 'reinit', rounds: 'same' },
      sign: 'above',
      than: 0,
    },
  }),
];
