import type { Claim } from '../claim.ts';
import type { Setting } from '../setting.ts';
import type { Quantity } from '../statistic.ts';
import { NO_DIFFERENCE } from '../tolerance.ts';
import {
  claim,
  from,
  reinits,
  STOP,
  TEST_AT_END,
  tickets,
  TRAIN_AT_END,
  VALIDATION_AT_STOP,
} from './parts.ts';

const LENET = 'lenet-300-100';
const CONVS = ['conv-2', 'conv-4', 'conv-6'];
const same = { rounds: 'same' } as const;

/** Resetting against continued training, from round 10 on: 11 to 15% and less (paper, figures 9 and 10). */
const APPENDIX_B = [LENET, ...CONVS].flatMap((network): Claim[] => {
  const common = {
    network,
    experiments: [network === LENET ? 'figure-9' : 'figure-10'],
    source: network === LENET ? 'appendix B, figure 9' : 'appendix B, figure 10',
    trials: 3,
    reduced: 'order',
  } as const;
  const small = { of: tickets(from(10, 24)), to: { variant: 'continued', ...same } } as const;
  return [
    claim({
      ...common,
      id: `B-stop-${network}`,
      text: `${network}: below 16%, masks of a chain that is reset learn faster than those of continued training.`,
      paper: 'faster',
      reduced: 'direction',
      statistic: { kind: 'mean', by: 'speedup', quantity: STOP, ...small, sign: 'above', than: 1 },
    }),
    claim({
      ...common,
      id: `B-accuracy-${network}`,
      text: `${network}: below 16%, masks of a chain that is reset are more accurate than those of continued training.`,
      paper: 'higher',
      statistic: {
        kind: 'mean',
        by: 'difference',
        quantity: VALIDATION_AT_STOP,
        ...small,
        sign: 'above',
        than: 0,
      },
    }),
  ];
});

const loss = (at: 'early_stop' | 'end'): Quantity => ({ metric: 'validation_loss', at });

/** What early stop stands for (paper, figures 3 and 11). */
const APPENDIX_C: readonly Claim[] = [
  claim({
    id: 'C-bottom',
    text: 'Validation loss has a bottom and rises again: it is higher at the end than at early stop.',
    source: 'appendix C, figure 11',
    experiments: ['figure-11', 'figure-3'],
    network: LENET,
    paper: 'rises',
    reduced: 'order',
    statistic: {
      kind: 'mean',
      by: 'ratio',
      quantity: loss('early_stop'),
      of: { ...tickets([0, 3, 7]), quantity: loss('end') },
      to: { variant: 'ticket', ...same },
      sign: 'above',
      than: 1,
    },
  }),
  claim({
    id: 'C-order',
    text:
      'Networks that stop early also reach a test accuracy of 98% early: that of 21.1% before that of 51.3% ' +
      'before the dense one.',
    source: 'appendix C, figures 3 and 11',
    experiments: ['figure-11', 'figure-3'],
    network: LENET,
    paper: 'in this order',
    reduced: 'direction',
    statistic: {
      kind: 'order',
      quantity: { reaches: 'test_accuracy', value: 0.98 },
      ascending: [tickets([7]), tickets([3]), tickets([0])],
    },
  }),
];

/** Fitting the training set (paper, figures 12 and 13). */
const APPENDIX_D = [LENET, ...CONVS].map((network) =>
  claim({
    id: `D-${network}`,
    text: `${network}: below 11%, tickets fit the training set better at the end than their reinitialisations.`,
    source: network === LENET ? 'appendix D, figure 12' : 'appendix D, figure 13',
    experiments: network === LENET ? ['figure-12', 'figure-4'] : ['figure-13', 'figure-5'],
    network,
    paper: 'higher',
    reduced: 'order',
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: TRAIN_AT_END,
      of: tickets(from(12, 24)),
      to: { variant: 'reinit', ...same },
      sign: 'above',
      than: 0,
    },
  }),
);

/** Deep networks are trained with the warm-up of section 4 here. */
const WARM_UPS: Readonly<Record<string, Setting>> = {
  'resnet-18': { learning_rate: '0.03', 'schedule.warmup': '20000' },
  'vgg-19': { 'schedule.warmup': '10000' },
};

/** Masks without their weights (paper, figure 14). */
const APPENDIX_E: readonly Claim[] = [
  claim({
    id: `E-${LENET}`,
    text: 'LeNet: below 34%, reinitialised tickets are more accurate at the end than random sparse networks.',
    source: 'appendix E, figure 14',
    experiments: ['figure-14'],
    network: LENET,
    paper: 'higher',
    trials: 3,
    reduced: 'order',
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: TEST_AT_END,
      of: reinits(from(5, 24)),
      to: { variant: 'random', ...same },
      sign: 'above',
      than: 0,
    },
  }),
  ...[...CONVS, 'resnet-18', 'vgg-19'].map((network) =>
    claim({
      setting: WARM_UPS[network] ?? {},
      id: `E-${network}`,
      text: `${network}: reinitialised tickets are no more accurate at the end than random sparse networks.`,
      source: 'appendix E, figure 14',
      experiments: ['figure-14'],
      network,
      paper: 'no difference',
      trials: 3,
      reduced: 'nothing',
      statistic: {
        kind: 'null',
        by: 'difference',
        quantity: TEST_AT_END,
        of: reinits(from(1, 20)),
        to: { variant: 'random', ...same },
        within: NO_DIFFERENCE,
      },
    }),
  ),
];

export const APPENDIX_B_TO_E_CLAIMS: readonly Claim[] = [
  ...APPENDIX_B,
  ...APPENDIX_C,
  ...APPENDIX_D,
  ...APPENDIX_E,
];
