import type { Claim } from '../claim.ts';
import { points } from '../tolerance.ts';
import type { Setting } from '../setting.ts';
import { claim, DENSE, from, STOP, tickets, VALIDATION_AT_STOP } from './parts.ts';

/** A network at a learning rate: accuracies in percent, gains in points, levels in percent remaining. */
interface Row {
  readonly network: string;
  readonly name: string;
  readonly rate: string;
  readonly experiment: string;
  readonly setting: Setting;
  readonly dense?: number;
  readonly gain?: readonly [number] | readonly [number, number];
  readonly speedup?: readonly [number, number];
}

const adam = { experiment: 'figure-32' };
/** Pruned at 10% per round for this comparison, as the others. */
const conv6 = { network: 'conv-6', name: 'Conv-6', ...adam };
const slower: Setting = { 'rates.convolution': ['0.1', null] };

const ROWS: readonly Row[] = [
  {
    network: 'conv-2',
    name: 'Conv-2',
    ...adam,
    rate: '0.0002',
    setting: {},
    dense: 67.6,
    gain: [3.3, 3],
    speedup: [4.8, 8.8],
  },
  {
    network: 'conv-2',
    name: 'Conv-2',
    ...adam,
    rate: '0.0004',
    setting: { learning_rate: '0.0004' },
    dense: 65.2,
    gain: [6.5],
  },
  {
    network: 'conv-4',
    name: 'Conv-4',
    ...adam,
    rate: '0.0003',
    setting: {},
    dense: 74.9,
    gain: [3.7, 5.4],
    speedup: [4.27, 11.1],
  },
  {
    network: 'conv-4',
    name: 'Conv-4',
    ...adam,
    rate: '0.0004',
    setting: { learning_rate: '0.0004' },
    dense: 75.5,
    gain: [3.6, 5.4],
  },
  {
    network: 'conv-4',
    name: 'Conv-4',
    ...adam,
    rate: '0.0002',
    setting: { learning_rate: '0.0002' },
    speedup: [5.1, 9.2],
  },
  {
    ...conv6,
    rate: '0.0003',
    setting: slower,
    dense: 79.1,
    gain: [2.4, 9.31],
    speedup: [2.61, 11.9],
  },
  {
    ...conv6,
    rate: '0.0004',
    setting: { ...slower, learning_rate: '0.0004' },
    dense: 79.2,
    gain: [2.7, 15.2],
  },
  {
    ...conv6,
    rate: '0.0002',
    setting: { ...slower, learning_rate: '0.0002' },
    speedup: [6.26, 19.7],
  },
  {
    network: 'conv-4/dropout0.5',
    name: 'Conv-4 with dropout',
    experiment: 'figure-36',
    rate: '0.0002',
    setting: { iterations: '75000', learning_rate: '0.0002' },
    dense: 77.6,
    gain: [5, 7.6],
    speedup: [1.58, 7.6],
  },
  {
    network: 'conv-6/dropout0.5',
    name: 'Conv-6 with dropout',
    experiment: 'figure-36',
    rate: '0.0002',
    setting: { iterations: '90000', learning_rate: '0.0002' },
    dense: 81.3,
    gain: [3.5, 10.5],
    speedup: [1.5, 15.1],
  },
];

const ROUNDS = from(1, 24);

/** Dense networks with dropout beside those without, at the chosen rates; gains in points. */
const DROPOUT_GAINS = (
  [
    { network: 'conv-4', name: 'Conv-4', iterations: '75000', gain: 2.7, plain: {} },
    { network: 'conv-6', name: 'Conv-6', iterations: '90000', gain: 2.2, plain: slower },
  ] as const
).map(({ network, name, iterations, gain, plain }) =>
  claim({
    id: `H1-${network}-dropout-gain`,
    text: `${name}: dropout makes the dense network more accurate on the validation set.`,
    source: 'appendix H.5, figures 32 and 36',
    experiments: ['figure-36', 'figure-32'],
    network,
    trials: 3,
    paper: `+${gain} points`,
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: VALIDATION_AT_STOP,
      of: {
        ...tickets([0], { iterations, learning_rate: '0.0002' }),
        network: `${network}/dropout0.5`,
        experiment: 'figure-36',
      },
      to: { ...DENSE, setting: plain, experiment: 'figure-32' },
      sign: 'above',
      than: 0,
      size: { value: gain / 100, within: points(network) },
    },
  }),
);

/** Rates beside the chosen one that the table calls less fast or less accurate. */
const BESIDE: readonly Claim[] = [
  ...ROWS.filter(({ rate, experiment }) => rate === '0.0003' && experiment === 'figure-32').map(
    ({ network, name, setting, speedup }) =>
      claim({
        id: `H1-${network}-0.0004-speedup`,
        text: `${name} at learning rate 0.0004: the fastest ticket gains less than the paper's ${speedup![0]}x at 0.0003.`,
        source: 'appendix H.2, figure 32',
        experiments: ['figure-32'],
        network,
        setting: { ...setting, learning_rate: '0.0004' },
        trials: 3,
        paper: 'less',
        reduced: 'nothing',
        statistic: {
          kind: 'best',
          take: 'largest',
          by: 'speedup',
          quantity: STOP,
          of: tickets(ROUNDS),
          to: DENSE,
          sign: 'below',
          than: speedup![0],
        },
      }),
  ),
  claim({
    id: 'H1-conv-6-0.0002-accuracy',
    text: 'Conv-6: tickets are less accurate at learning rate 0.0002 than at 0.0003, the mean over all rounds.',
    source: 'appendix H.2, figure 32',
    experiments: ['figure-32'],
    network: 'conv-6',
    trials: 3,
    paper: 'lower',
    reduced: 'order',
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: VALIDATION_AT_STOP,
      of: tickets(ROUNDS, { ...slower, learning_rate: '0.0002' }),
      to: { variant: 'ticket', rounds: 'same', setting: slower },
      sign: 'below',
      than: 0,
    },
  }),
];

/** Validation accuracies and speed-ups of appendix H (sections H.2 and H.5), ids `H1-network-rate-...`. */
export const CONV_VALIDATION_CLAIMS: readonly Claim[] = [
  ...ROWS.flatMap(claimsOf),
  ...BESIDE,
  ...DROPOUT_GAINS,
];

function claimsOf({
  network,
  name,
  rate,
  experiment,
  setting,
  dense,
  gain,
  speedup,
}: Row): Claim[] {
  const id = `H1-${network.replace('/', '-')}-${rate}`;
  const common = {
    network,
    setting,
    experiments: [experiment],
    trials: 3,
    source: experiment === 'figure-36' ? 'appendix H.5, figure 36' : 'appendix H.2, figure 32',
  } as const;
  const within = points(network);
  const at = `${name} at learning rate ${rate}`;
  const claims: Claim[] = [];
  if (dense !== undefined)
    claims.push(
      claim({
        ...common,
        id: `${id}-dense`,
        text: `${at}: validation accuracy of the dense network at early stop.`,
        paper: `${dense}%`,
        reduced: 'nothing',
        statistic: {
          kind: 'value',
          quantity: VALIDATION_AT_STOP,
          of: tickets([0]),
          size: { value: dense / 100, within },
        },
      }),
    );
  if (gain !== undefined)
    claims.push(
      claim({
        ...common,
        id: `${id}-gain`,
        text: `${at}: the most accurate ticket is above the dense network on the validation set.`,
        paper: `+${gain[0]} points${gain[1] === undefined ? '' : ` at ${gain[1]}%`}`,
        statistic: {
          kind: 'best',
          take: 'largest',
          by: 'difference',
          quantity: VALIDATION_AT_STOP,
          of: tickets(ROUNDS),
          to: DENSE,
          sign: 'above',
          than: 0,
          size: { value: gain[0] / 100, within },
          ...(gain[1] === undefined ? {} : { percent: gain[1] }),
        },
      }),
    );
  if (speedup !== undefined)
    claims.push(
      claim({
        ...common,
        id: `${id}-speedup`,
        text: `${at}: the fastest ticket reaches its early stop sooner than the dense network.`,
        paper: `${speedup[0]}x faster at ${speedup[1]}%`,
        statistic: {
          kind: 'best',
          take: 'largest',
          by: 'speedup',
          quantity: STOP,
          of: tickets(ROUNDS),
          to: DENSE,
          sign: 'above',
          than: 1,
          size: { value: speedup[0], within: 'factor' },
          percent: speedup[1],
        },
      }),
    );
  return claims;
}
