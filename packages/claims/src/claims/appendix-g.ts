import type { Claim } from '../claim.ts';
import type { Setting } from '../setting.ts';
import type { Runs } from '../statistic.ts';
import { NO_DIFFERENCE, points } from '../tolerance.ts';
import { claim, DENSE, from, STOP, tickets, VALIDATION_AT_STOP } from './parts.ts';

const network = 'lenet-300-100';
const common = { network, trials: 3 } as const;

/** Learning rates that the text names, and those of them that reach their early stop (G.2). */
const RATES = ['0.000025', '0.0002', '0.0012', '0.002', '0.0064'] as const;
const STOPPING: readonly string[] = ['0.0002', '0.0012', '0.002'];

const G2 = RATES.flatMap((rate): Claim[] => {
  const here = {
    ...common,
    experiments: ['figure-26'],
    source: 'appendix G.2, figure 26',
    setting: rate === '0.0012' ? {} : { learning_rate: rate },
    reduced: 'order',
  } as const;
  const stop = (): Claim =>
    claim({
      ...here,
      id: `G2-stop-${rate}`,
      text: `Adam at ${rate}: the ticket of 21.1% learns faster than the dense network.`,
      paper: 'faster',
      reduced: 'direction',
      statistic: {
        kind: 'mean',
        by: 'speedup',
        quantity: STOP,
        of: tickets([7]),
        to: DENSE,
        sign: 'above',
        than: 1,
      },
    });
  return [
    ...(STOPPING.includes(rate) ? [stop()] : []),
    claim({
      ...here,
      id: `G2-accuracy-${rate}`,
      text: `Adam at ${rate}: the ticket of 21.1% has a higher validation accuracy than the dense network.`,
      paper: 'higher',
      statistic: {
        kind: 'mean',
        by: 'difference',
        quantity: VALIDATION_AT_STOP,
        of: tickets([7]),
        to: DENSE,
        sign: 'above',
        than: 0,
      },
    }),
  ];
});

/** "As fast" has no number in the paper. */
const AS_FAST = 1.25;

const momentum = (rate: string): Setting => ({
  learning_rate: rate,
  'optimizer.kind': ['momentum', null],
  'optimizer.momentum': ['0.9', null],
});

/** SGD is as fast as Adam and keeps its early stop further (L16); momentum at 0.025 gains nothing (G.3). */
const G3: readonly Claim[] = [
  ...(['0.4', '0.8'] as const).map((rate) =>
    claim({
      ...common,
      id: `L16-${rate}`,
      text: `SGD at ${rate}: early stop comes no later than that of the dense network down to less than 1%.`,
      source: 'appendix G.3.1, figure 27',
      experiments: ['figure-27'],
      setting: { learning_rate: rate, 'optimizer.kind': ['sgd', null] },
      paper: '1%',
      statistic: {
        kind: 'level',
        by: 'ratio',
        quantity: STOP,
        of: tickets(from(1, 28)),
        to: DENSE,
        holds: 'at most',
        than: 1,
        edge: 'last',
        percent: 1,
        orFurther: true,
      },
    }),
  ),
  ...(['0.4', '0.8'] as const).map((rate) =>
    claim({
      ...common,
      id: `G3-sgd-${rate}`,
      text: `SGD at ${rate}: the dense network stops no later than 1.25 times the early stop with Adam at 0.0012.`,
      source: 'appendix G.3.1, figures 26 and 27',
      experiments: ['figure-27', 'figure-26'],
      paper: `as fast (here: at most ${AS_FAST}x)`,
      statistic: {
        kind: 'mean',
        by: 'ratio',
        quantity: STOP,
        of: {
          ...tickets([0], { learning_rate: rate, 'optimizer.kind': ['sgd', null] }),
          experiment: 'figure-27',
        },
        to: { ...DENSE, setting: {}, experiment: 'figure-26' },
        sign: 'at most',
        than: AS_FAST,
      },
    }),
  ),
  ...(['0.05', '0.1'] as const).map((rate) =>
    claim({
      ...common,
      id: `G3-dense-${rate}`,
      text: `Momentum: the dense network is more accurate at learning rate 0.025 than at ${rate}.`,
      source: 'appendix G.3.2, figure 28',
      experiments: ['figure-28'],
      paper: 'higher',
      reduced: 'order',
      statistic: {
        kind: 'mean',
        by: 'difference',
        quantity: VALIDATION_AT_STOP,
        of: tickets([0], momentum('0.025')),
        to: { ...DENSE, setting: momentum(rate) },
        sign: 'above',
        than: 0,
      },
    }),
  ),
  claim({
    ...common,
    id: 'G3-momentum',
    text: 'Momentum at 0.025: no ticket is more accurate than the dense network (by 0.2 points).',
    source: 'appendix G.3.2, figure 28',
    experiments: ['figure-28'],
    setting: momentum('0.025'),
    paper: 'no gain',
    statistic: {
      kind: 'best',
      take: 'largest',
      by: 'difference',
      quantity: VALIDATION_AT_STOP,
      of: tickets(from(1, 28)),
      to: DENSE,
      sign: 'at most',
      than: points(network),
    },
  }),
];

const rates = (hidden: string, output: string) => ({
  'rates.hidden': hidden,
  'rates.output': output,
});

const higherThanFast = (of: Runs): Claim['statistic'] => ({
  kind: 'mean',
  by: 'difference',
  quantity: VALIDATION_AT_STOP,
  of,
  to: {
    variant: 'ticket',
    setting: rates('0.4', '0.2'),
    rounds: { noSmaller: from(1, 9) },
  },
  sign: 'above',
  than: 0,
});

/** Pruning rates (G.4) and widths of the initialiser (G.5). */
const G4_AND_G5: readonly Claim[] = [
  claim({
    ...common,
    id: 'G4-0.2',
    text: 'Between 17% and 4%, tickets pruned by 20% a round are more accurate than no smaller ones pruned by 40%.',
    source: 'appendix G.4, figure 29',
    experiments: ['figure-29'],
    paper: 'higher',
    reduced: 'order',
    statistic: higherThanFast(tickets(from(8, 14), {})),
  }),
  claim({
    ...common,
    id: 'G4-0.1',
    text: 'Between 19% and 5%, tickets pruned by 10% a round are more accurate than no smaller ones pruned by 40%.',
    source: 'appendix G.4, figure 29',
    experiments: ['figure-29'],
    paper: 'higher',
    reduced: 'order',
    statistic: higherThanFast(tickets(from(16, 28), rates('0.1', '0.05'))),
  }),
  claim({
    ...common,
    id: 'G5',
    text: 'Initial weights of standard deviation 0.1 do as well as those of Glorot.',
    source: 'appendix G.5, figure 30',
    experiments: ['figure-30'],
    paper: 'no difference',
    reduced: 'nothing',
    statistic: {
      kind: 'null',
      by: 'difference',
      quantity: VALIDATION_AT_STOP,
      of: tickets(from(0, 18), { initial_std: '0.1' }),
      to: { variant: 'ticket', rounds: 'same' },
      within: NO_DIFFERENCE,
    },
  }),
];

/** Hidden layers and all weights of LeNets whose tickets the text compares. */
const SIZES = [
  ['lenet-100-34', 82_140],
  ['lenet-300-100', 266_200],
  ['lenet-500-167', 477_170],
  ['lenet-900-300', 978_600],
] as const;

/** Geometric mean of 9,000 and 15,000; with the tolerance of levels, from 7,800 to 17,400. */
const RETURN_WEIGHTS = 11_619;

/** The size of the network that is pruned (G.6). */
const G6: readonly Claim[] = [
  ...SIZES.map(([size, weights]) => {
    const percent = Number(((100 * RETURN_WEIGHTS) / weights).toFixed(2));
    return claim({
      ...common,
      id: `L15-${size}`,
      text: `${size}: tickets are no less accurate than their dense network down to 9,000 to 15,000 weights.`,
      source: 'appendix G.6, figure 31',
      experiments: ['figure-31'],
      network: size,
      paper: `${percent}% (9,000 to 15,000 weights)`,
      statistic: {
        kind: 'level',
        by: 'difference',
        quantity: VALIDATION_AT_STOP,
        of: tickets(from(1, 24)),
        to: DENSE,
        holds: 'at least',
        than: 0,
        edge: 'last',
        percent,
      },
    });
  }),
  claim({
    ...common,
    id: 'G6',
    text: 'Tickets of lenet-500-167 are more accurate than those of lenet-100-34 with as many weights or a few more.',
    source: 'appendix G.6, figure 31',
    experiments: ['figure-31'],
    network: 'lenet-500-167',
    paper: 'higher',
    reduced: 'order',
    statistic: {
      kind: 'mean',
      by: 'difference',
      quantity: VALIDATION_AT_STOP,
      of: tickets(from(10, 20)),
      to: {
        variant: 'ticket',
        network: 'lenet-100-34',
        rounds: { noSmaller: from(0, 12) },
        weights: { of: 477_170, to: 82_140 },
      },
      sign: 'above',
      than: 0,
    },
  }),
];

/** Hyper-parameters of LeNet, on the validation set (paper, appendix G). */
export const APPENDIX_G_CLAIMS: readonly Claim[] = [...G2, ...G3, ...G4_AND_G5, ...G6];
