import type { Claim } from '../claim.ts';
import type { Setting } from '../setting.ts';
import { points } from '../tolerance.ts';
import { claim, DENSE, from, STOP, tickets, VALIDATION_AT_STOP } from './parts.ts';

const CONVS = ['conv-2', 'conv-4', 'conv-6'] as const;
const common = { trials: 3, reduced: 'order' } as const;
const SLOWER: Setting = { 'rates.convolution': ['0.1', null] };
const SGD: Setting = { ...SLOWER, learning_rate: '0.01', 'optimizer.kind': ['sgd', null] };
const momentum = (rate: string): Setting => ({
  learning_rate: rate,
  'optimizer.kind': ['momentum', null],
  'optimizer.momentum': ['0.9', null],
});
const accuracyOverDense = {
  by: 'difference',
  quantity: VALIDATION_AT_STOP,
  to: DENSE,
} as const;
const best = {
  kind: 'best',
  take: 'largest',
  ...accuracyOverDense,
  of: tickets(from(1, 24)),
  sign: 'above',
  than: 0,
} as const;
const firstRoundsLower = {
  kind: 'mean',
  ...accuracyOverDense,
  of: tickets(from(1, 3)),
  sign: 'below',
  than: 0,
} as const;
const noFaster = {
  kind: 'mean',
  by: 'ratio',
  quantity: STOP,
  to: DENSE,
  sign: 'at least',
  than: 1,
} as const;

/** Optimisers and learning rates (H.2, H.3). */
const OPTIMISERS: readonly Claim[] = [
  claim({
    ...common,
    id: 'H2-conv-6',
    text: 'Conv-6 with Adam at 0.0008: tickets are no faster than the dense network.',
    source: 'appendix H.2, figure 32',
    experiments: ['figure-32'],
    network: 'conv-6',
    setting: { ...SLOWER, learning_rate: '0.0008' },
    paper: 'no faster',
    reduced: 'direction',
    statistic: { ...noFaster, of: tickets(from(3, 15)) },
  }),
  ...(['conv-2', 'conv-4'] as const).map((network) =>
    claim({
      ...common,
      id: `H2-${network}`,
      text: `${network} with Adam at 0.0008: tickets of less than a quarter are no faster than the dense network.`,
      source: 'appendix H.2, figure 32',
      experiments: ['figure-32'],
      network,
      setting: { learning_rate: '0.0008' },
      paper: 'faster only briefly',
      reduced: 'direction',
      statistic: { ...noFaster, of: tickets(from(7, 15)) },
    }),
  ),
  ...CONVS.map((network) =>
    claim({
      ...common,
      id: `H3-dense-${network}`,
      text: `${network}: the dense network is less accurate with SGD (at 0.01) than with Adam.`,
      source: 'appendix H.3.1, figures 32 and 33',
      experiments: ['figure-33', 'figure-32'],
      network,
      paper: '-2 to -3 points',
      reduced: 'direction',
      statistic: {
        kind: 'mean',
        by: 'difference',
        quantity: VALIDATION_AT_STOP,
        of: { ...tickets([0], SGD), experiment: 'figure-33' },
        to: { ...DENSE, setting: SLOWER, experiment: 'figure-32' },
        sign: 'below',
        than: 0,
        size: { value: -0.025, within: points(network) },
      },
    }),
  ),
  ...(['conv-2', 'conv-4'] as const).flatMap((network): Claim[] => {
    const sgd = {
      ...common,
      source: 'appendix H.3.1, figure 33',
      experiments: ['figure-33'],
      network,
      setting: SGD,
    } as const;
    return [
      claim({
        ...sgd,
        id: `H3-dip-${network}`,
        text: `${network} with SGD at 0.01: the first rounds of pruning cost accuracy.`,
        paper: 'falls',
        statistic: firstRoundsLower,
      }),
      claim({
        ...sgd,
        id: `H3-rise-${network}`,
        text: `${network} with SGD at 0.01: the best ticket is more accurate than the dense network.`,
        paper: 'rises above',
        reduced: 'direction',
        statistic: best,
      }),
      claim({
        ...common,
        id: `H3-momentum-${network}`,
        text: `${network} with momentum at 0.008: tickets are no faster than the dense network.`,
        source: 'appendix H.3.2, figure 34',
        experiments: ['figure-34'],
        network,
        setting: momentum('0.008'),
        paper: 'no faster',
        reduced: 'direction',
        statistic: { ...noFaster, of: tickets(from(1, 15)) },
      }),
      claim({
        ...common,
        id: `H3-momentum-dip-${network}`,
        text: `${network} with momentum at 0.001: the first rounds of pruning cost accuracy.`,
        source: 'appendix H.3.2, figure 34',
        experiments: ['figure-34'],
        network,
        setting: momentum('0.001'),
        paper: 'falls',
        statistic: firstRoundsLower,
      }),
    ];
  }),
];

/** Pruning rates of convolutions (H.4), 10% being the base of Conv-2 and Conv-4. */
const H4 = CONVS.flatMap((network) =>
  (['0.1', '0.2'] as const).map((rate) =>
    claim({
      ...common,
      id: `H4-${network}-${rate}`,
      text: `${network}, convolutions pruned by ${100 * Number(rate)}% a round: the best ticket is above the dense network.`,
      source: 'appendix H.4, figure 35',
      experiments: ['figure-35'],
      network,
      setting: rate === '0.1' && network !== 'conv-6' ? {} : { 'rates.convolution': rate },
      paper: 'reasonable',
      reduced: 'direction',
      statistic: best,
    }),
  ),
);

/** Dropout (H.5). */
const H5: readonly Claim[] = [
  claim({
    ...common,
    id: 'H5-conv-2-0.0003',
    text: 'Conv-2 with dropout at 0.0003: every network learns, dense or pruned (above 20% validation accuracy).',
    source: 'appendix H.5, figure 36',
    experiments: ['figure-36'],
    network: 'conv-2/dropout0.5',
    setting: { iterations: '60000', learning_rate: '0.0003' },
    paper: 'all learn (here: above 20%)',
    reduced: 'nothing',
    statistic: {
      kind: 'mean',
      by: 'value',
      quantity: VALIDATION_AT_STOP,
      of: tickets(from(0, 24)),
      sign: 'above',
      than: 0.2,
    },
  }),
  claim({
    ...common,
    id: 'H5-conv-2',
    text: 'Conv-2 with dropout at 0.0001 learns only once it is pruned to 26.5%: by 20 points above the dense network.',
    source: 'appendix H.5, figure 36',
    experiments: ['figure-36'],
    network: 'conv-2/dropout0.5',
    setting: { iterations: '60000', learning_rate: '0.0001' },
    paper: 'from 26.5% on',
    reduced: 'direction',
    statistic: {
      kind: 'mean',
      ...accuracyOverDense,
      of: tickets(from(6, 12)),
      sign: 'above',
      than: 0.2,
    },
  }),
  ...(
    [
      ['conv-4', '75000'],
      ['conv-6', '90000'],
    ] as const
  ).map(([network, iterations]) =>
    claim({
      ...common,
      id: `H5-${network}`,
      text: `${network} with dropout at 0.0004: below 40%, tickets learn more slowly than the dense network.`,
      source: 'appendix H.5, figure 36',
      experiments: ['figure-36'],
      network: `${network}/dropout0.5`,
      setting: { iterations, learning_rate: '0.0004' },
      paper: 'slower',
      reduced: 'direction',
      statistic: { ...noFaster, of: tickets(from(6, 18)), sign: 'above' },
    }),
  ),
];

const ONLY_CONVOLUTIONS: Setting = { 'rates.hidden': '0', 'rates.output': '0' };
const ONLY_DENSE: Setting = { 'rates.convolution': '0' };

/** Pruning some layers only (H.6). */
const H6 = CONVS.flatMap((network): Claim[] => {
  const here = {
    ...common,
    source: 'appendix H.6, figure 37',
    experiments: ['figure-37'],
    network,
  } as const;
  return [
    claim({
      ...here,
      id: `H6-accuracy-${network}`,
      text: `${network}, only convolutions pruned: the best ticket is more accurate than the dense network.`,
      setting: ONLY_CONVOLUTIONS,
      paper: 'higher',
      reduced: 'direction',
      statistic: best,
    }),
    claim({
      ...here,
      id: `H6-stop-${network}`,
      text: `${network}, only convolutions pruned: tickets learn faster than the dense network.`,
      setting: ONLY_CONVOLUTIONS,
      paper: 'faster',
      reduced: 'direction',
      statistic: {
        kind: 'mean',
        by: 'speedup',
        quantity: STOP,
        of: tickets(from(3, 15)),
        to: DENSE,
        sign: 'above',
        than: 1,
      },
    }),
    claim({
      ...here,
      id: `H6-dense-${network}`,
      text: `${network}, only dense layers pruned: tickets are less accurate than the dense network.`,
      setting: ONLY_DENSE,
      paper: 'lower',
      statistic: {
        kind: 'mean',
        ...accuracyOverDense,
        of: tickets(from(3, 15)),
        sign: 'below',
        than: 0,
      },
    }),
  ];
});

/** Hyper-parameters of the Conv networks, on the validation set (paper, appendix H). */
export const APPENDIX_H_CLAIMS: readonly Claim[] = [...OPTIMISERS, ...H4, ...H5, ...H6];
