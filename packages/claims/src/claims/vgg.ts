import type { Claim } from '../claim.ts';
import { NO_DIFFERENCE, points } from '../tolerance.ts';
import { claim, DENSE, from, reinits, TEST_AT_END, tickets } from './parts.ts';

const network = 'vgg-19';
const within = points(network);
const common = { network, experiments: ['figure-7'], trials: 3 } as const;
const ROUNDS = from(1, 20);
const WARM = { 'schedule.warmup': '10000' };

/** VGG-19 after 112,480 iterations (paper, section 4 and figure 7). */
export const VGG_CLAIMS: readonly Claim[] = [
  claim({
    ...common,
    id: 'V1',
    text: 'At learning rate 0.1 without warm-up, tickets are no better than their reinitialisations.',
    source: 'section 4, figure 7',
    paper: 'no difference',
    reduced: 'nothing',
    statistic: {
      kind: 'null',
      by: 'difference',
      quantity: TEST_AT_END,
      of: tickets(from(1, 15)),
      to: { variant: 'reinit', rounds: 'same' },
      within: NO_DIFFERENCE,
    },
  }),
  claim({
    ...common,
    id: 'V2',
    text: 'At learning rate 0.01, tickets stay within one point of the dense network down to 3.5%.',
    source: 'section 4, figure 7',
    paper: '3.5%',
    setting: { learning_rate: '0.01' },
    statistic: {
      kind: 'level',
      by: 'difference',
      quantity: TEST_AT_END,
      of: tickets(ROUNDS),
      to: DENSE,
      holds: 'at least',
      than: -0.01,
      edge: 'last',
      percent: 3.5,
      orFurther: true,
    },
  }),
  claim({
    ...common,
    id: 'V3',
    text: 'Warm-up over 10,000 iterations makes the dense network at learning rate 0.1 more accurate.',
    source: 'section 4, figure 7',
    paper: 'about +1 point',
    setting: WARM,
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: TEST_AT_END,
      of: tickets([0]),
      to: { ...DENSE, setting: {} },
      sign: 'above',
      than: 0,
      size: { value: 0.01, within },
    },
  }),
  claim({
    ...common,
    id: 'V4',
    text: 'With this warm-up, tickets are more accurate than the dense network down to 1.5%.',
    source: 'section 4, figure 7',
    paper: '1.5%',
    setting: WARM,
    statistic: {
      kind: 'level',
      by: 'difference',
      quantity: TEST_AT_END,
      of: tickets(ROUNDS),
      to: DENSE,
      holds: 'above',
      than: 0,
      edge: 'last',
      percent: 1.5,
      orFurther: true,
    },
  }),
  claim({
    ...common,
    experiments: ['figure-40'],
    id: 'V5',
    text: 'Pruned layer by layer, tickets with this warm-up match the dense network only down to 6.9%.',
    source: 'appendix I.1, figure 40',
    paper: '6.9%',
    setting: { ...WARM, criterion: ['layerwise-magnitude', null] },
    statistic: {
      kind: 'level',
      by: 'difference',
      quantity: TEST_AT_END,
      of: tickets(ROUNDS),
      to: DENSE,
      holds: 'at least',
      than: 0,
      edge: 'last',
      percent: 6.9,
    },
  }),
  claim({
    ...common,
    id: 'V6',
    text:
      'Reinitialised tickets at learning rate 0.1 match the dense network (within 0.3 points) with up to ' +
      'about 80% of the weights pruned.',
    source: 'section 5, figure 7',
    paper: '20%',
    statistic: {
      kind: 'level',
      by: 'difference',
      quantity: TEST_AT_END,
      of: reinits(ROUNDS),
      to: DENSE,
      holds: 'at least',
      than: -NO_DIFFERENCE,
      edge: 'last',
      percent: 20,
    },
  }),
];
