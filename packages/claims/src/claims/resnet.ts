import type { Claim } from '../claim.ts';
import { NO_DIFFERENCE, points } from '../tolerance.ts';
import { claim, DENSE, from, TEST_AT_END, tickets } from './parts.ts';

const network = 'resnet-18';
const within = points(network);
const common = {
  network,
  experiments: ['figure-8'],
  trials: 3,
  source: 'section 4, figure 8',
} as const;
const ROUNDS = from(1, 20);
const WARM = { learning_rate: '0.03', 'schedule.warmup': '20000' };

/** ResNet-18 after 30,000 iterations (paper, section 4 and figure 8). */
export const RESNET_CLAIMS: readonly Claim[] = [
  claim({
    ...common,
    id: 'R1',
    text: 'Test accuracy of the dense network at learning rate 0.1.',
    paper: '90.5%',
    reduced: 'nothing',
    statistic: {
      kind: 'value',
      quantity: TEST_AT_END,
      of: tickets([0]),
      size: { value: 0.905, within },
    },
  }),
  claim({
    ...common,
    id: 'R2',
    text: 'Test accuracy of the best ticket at learning rate 0.01, which has 41.7 to 21.9% of the weights.',
    paper: '89.5%, 41.7 to 21.9%',
    setting: { learning_rate: '0.01' },
    reduced: 'nothing',
    statistic: {
      kind: 'best',
      take: 'largest',
      by: 'value',
      quantity: TEST_AT_END,
      of: tickets(ROUNDS),
      sign: 'at least',
      than: 0.895 - within,
      size: { value: 0.895, within },
      percent: [41.7, 21.9],
    },
  }),
  claim({
    ...common,
    id: 'R3',
    text: 'Test accuracy of the ticket of 27.1% at learning rate 0.03, warmed up over 20,000 iterations.',
    paper: '90.5%',
    setting: WARM,
    reduced: 'nothing',
    statistic: {
      kind: 'value',
      quantity: TEST_AT_END,
      of: tickets([6]),
      size: { value: 0.905, within },
    },
  }),
  claim({
    ...common,
    id: 'R4',
    text: 'With this warm-up, tickets match the dense network down to 11.8%.',
    paper: '11.8%',
    setting: WARM,
    statistic: {
      kind: 'level',
      by: 'difference',
      quantity: TEST_AT_END,
      of: tickets(ROUNDS),
      to: DENSE,
      holds: 'at least',
      than: 0,
      edge: 'last',
      percent: 11.8,
      orFurther: true,
    },
  }),
  claim({
    ...common,
    id: 'R5',
    text: 'At learning rate 0.1, warm-up over 20,000 iterations makes tickets no better than reinitialisations.',
    source: 'section 4, appendix I.5',
    paper: 'no difference',
    setting: { 'schedule.warmup': '20000' },
    set: 'schedule.warmup=20000',
    reduced: 'nothing',
    statistic: {
      kind: 'null',
      by: 'difference',
      quantity: TEST_AT_END,
      of: tickets(from(1, 12)),
      to: { variant: 'reinit', rounds: 'same' },
      within: NO_DIFFERENCE,
    },
  }),
];
