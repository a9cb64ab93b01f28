import type { Claim } from '../claim.ts';
import type { Distributed } from '../statistic.ts';
import { OTHER_WEIGHTS_CLAIMS } from './other-weights.ts';
import { claim } from './parts.ts';

const network = 'lenet-300-100';
const SGD = { 'optimizer.kind': ['sgd', null], learning_rate: ['0.8', null] } as const;
/** 7.0%. */
const SMALL = [12] as const;

/** The paper has words only; where a number decides here, it is ours. */
function inWords({ shape, sign, than }: Omit<Distributed, 'kind'>): string {
  const here = `(here: ${sign} ${than})`;
  switch (shape) {
    case 'hollow':
      return `${sign === 'above' ? 'Gaussian' : 'two peaks'} ${here}`;
    case 'spread':
      return `about as many ${here}`;
    case 'few':
      return `many ${here}`;
    case 'mean':
      return 'further';
    case 'positive':
      if (than === 0) return 'more often';
      return sign === 'above' ? 'more positive' : 'more negative';
  }
}

/** Of two densities, or of two signs; anything else is held against a threshold of ours. */
const isOrder = ({ shape, to }: Omit<Distributed, 'kind'>): boolean =>
  to !== undefined || shape === 'positive';

/** A claim about the shape of a density. */
const shaped = (
  id: string,
  text: string,
  figure: number,
  statistic: Omit<Distributed, 'kind'>,
  extra: Partial<Claim> = {},
): Claim =>
  claim({
    id,
    text,
    source: `appendix F, figure ${figure}`,
    experiments: [`figure-${figure}`],
    network,
    paper: inWords(statistic),
    reduced: isOrder(statistic) ? 'order' : 'direction',
    ...extra,
    statistic: { kind: 'distribution', ...statistic },
  });

const initialWeights = (layer: string) =>
  ({ analysis: 'initial-weights', layer, group: '', rounds: SMALL }) as const;

const HOLLOW = '(mass about 0 in units of that of a Gaussian of the same width)';

/** Initial weights that survive down to about 7% (F.1, F.2). */
const INITIAL: readonly Claim[] = [
  shaped(
    'F1-layer-1',
    `Adam: surviving initial weights of layer 1 keep their Gaussian shape ${HOLLOW}.`,
    15,
    {
      shape: 'hollow',
      of: initialWeights('fc1'),
      sign: 'above',
      than: 0.75,
    },
  ),
  ...(['fc2', 'fc3'] as const).map((layer, i) =>
    shaped(
      `F1-layer-${i + 2}`,
      `Adam: surviving initial weights of layer ${i + 2} have two peaks beside 0 ${HOLLOW}.`,
      15,
      { shape: 'hollow', of: initialWeights(layer), sign: 'below', than: 0.5 },
    ),
  ),
  shaped(
    'F1-positive',
    'Adam: more positive than negative initial weights of layer 2 survive (share).',
    15,
    {
      shape: 'positive',
      of: initialWeights('fc2'),
      sign: 'above',
      than: 0.5,
    },
  ),
  shaped(
    'F1-negative',
    'Adam: more negative than positive initial weights of the output layer survive (share).',
    15,
    {
      shape: 'positive',
      of: initialWeights('fc3'),
      sign: 'below',
      than: 0.5,
    },
  ),
  ...(['fc1', 'fc2', 'fc3'] as const).flatMap((layer, i) => [
    shaped(
      `F2-layer-${i + 1}`,
      `SGD: surviving initial weights of layer ${i + 1} have two peaks beside 0 ${HOLLOW}.`,
      16,
      { shape: 'hollow', of: initialWeights(layer), sign: 'below', than: 0.5 },
      { setting: SGD },
    ),
    shaped(
      `F2-sign-${i + 1}`,
      `SGD: more ${i === 0 ? 'negative than positive' : 'positive than negative'} initial weights of layer ${i + 1} survive (share).`,
      16,
      {
        shape: 'positive',
        of: initialWeights(layer),
        sign: i === 0 ? 'below' : 'above',
        than: 0.5,
      },
      { setting: SGD },
    ),
  ]),
];

const ofTicket = (analysis: string, group: string) =>
  ({ analysis, layer: 'all', group, rounds: [7] }) as const;

/** How the dense run moves the weights of its tickets (F.5), and which connections units keep (F.6). */
const MOVED_AND_KEPT: readonly Claim[] = [
  shaped(
    'F5-distance',
    'In the dense run, weights of the later ticket move further than the others (mean distance).',
    19,
    {
      shape: 'mean',
      of: ofTicket('distance-moved', 'in ticket'),
      to: ofTicket('distance-moved', 'not in ticket'),
      sign: 'above',
      than: 0,
    },
  ),
  shaped(
    'F5-away',
    'In the dense run, weights of the later ticket move away from 0 more often than the others (share).',
    20,
    {
      shape: 'positive',
      of: ofTicket('magnitude-change', 'in ticket'),
      to: ofTicket('magnitude-change', 'not in ticket'),
      sign: 'above',
      than: 0,
    },
  ),
  ...([21, 22] as const).map((figure) =>
    shaped(
      `F6-incoming-${figure === 21 ? 'adam' : 'sgd'}`,
      `${figure === 21 ? 'Adam' : 'SGD'}: every unit of layer 1 keeps about as many incoming connections (deviation over mean).`,
      figure,
      {
        shape: 'spread',
        of: { analysis: 'incoming', layer: 'fc1', group: '', rounds: SMALL },
        sign: 'below',
        than: 0.3,
      },
      figure === 21 ? {} : { setting: SGD },
    ),
  ),
  ...([23, 24] as const).map((figure) =>
    shaped(
      `F6-peaks-${figure === 23 ? 'adam' : 'sgd'}`,
      `${figure === 23 ? 'Adam' : 'SGD'}: many pixels keep few outgoing connections (share with less than half the mean).`,
      figure,
      {
        shape: 'few',
        of: { analysis: 'outgoing', layer: 'input', group: '', rounds: SMALL },
        sign: 'above',
        than: 0.2,
      },
      figure === 23 ? {} : { setting: SGD },
    ),
  ),
  shaped(
    'F6-uneven',
    'Outgoing connections of pixels are kept more unevenly with Adam than with SGD (deviation over mean).',
    23,
    {
      shape: 'spread',
      of: {
        analysis: 'outgoing',
        layer: 'input',
        group: '',
        rounds: SMALL,
        experiment: 'figure-23',
      },
      to: {
        analysis: 'outgoing',
        layer: 'input',
        group: '',
        rounds: SMALL,
        experiment: 'figure-24',
        setting: SGD,
      },
      sign: 'above',
      than: 0,
    },
    { experiments: ['figure-23', 'figure-24'], paper: 'more unevenly' },
  ),
];

/** What tickets look like (paper, appendix F). */
export const APPENDIX_F_CLAIMS: readonly Claim[] = [
  ...INITIAL,
  ...OTHER_WEIGHTS_CLAIMS,
  ...MOVED_AND_KEPT,
];
