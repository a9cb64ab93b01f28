import type { Claim } from '../claim.ts';
import { NO_DIFFERENCE, points } from '../tolerance.ts';
import { claim, DENSE, from, reinits, STOP, TEST_AT_STOP, tickets, TRAIN_AT_END } from './parts.ts';

/** A column of the paper's section 3; percent are levels, gains in points. */
interface Column {
  readonly network: 'conv-2' | 'conv-4' | 'conv-6';
  readonly name: string;
  readonly speedup: number;
  readonly fastest: number;
  readonly gain: number;
  readonly mostAccurate: number;
  readonly reinitFalls: boolean;
  readonly dropoutGain: number;
  readonly prunedGain: number;
  /** Of the runs with dropout. */
  readonly iterations: string;
  readonly rate: string;
}

const COLUMNS: readonly Column[] = [
  {
    network: 'conv-2',
    name: 'Conv-2',
    speedup: 3.5,
    fastest: 8.8,
    gain: 3.4,
    mostAccurate: 4.6,
    reinitFalls: false,
    dropoutGain: 2.1,
    prunedGain: 2.3,
    iterations: '60000',
    rate: '0.0003',
  },
  {
    network: 'conv-4',
    name: 'Conv-4',
    speedup: 3.5,
    fastest: 9.2,
    gain: 3.5,
    mostAccurate: 11.1,
    reinitFalls: false,
    dropoutGain: 3.0,
    prunedGain: 4.6,
    iterations: '75000',
    rate: '0.0002',
  },
  {
    network: 'conv-6',
    name: 'Conv-6',
    speedup: 2.5,
    fastest: 15.1,
    gain: 3.3,
    mostAccurate: 26.4,
    reinitFalls: true,
    dropoutGain: 2.4,
    prunedGain: 4.7,
    iterations: '90000',
    rate: '0.0002',
  },
];

const ROUNDS = from(1, 24);

/** Tickets and reinitialisations without dropout (figure 5). */
function plain({
  network,
  name,
  speedup,
  fastest,
  gain,
  mostAccurate,
  reinitFalls,
}: Column): Claim[] {
  const common = { network, experiments: ['figure-5', 'figure-13'] } as const;
  const within = points(network);
  return [
    claim({
      ...common,
      id: `C1-${network}`,
      text: `The fastest ticket of ${name} reaches its early stop sooner than the dense network.`,
      source: 'section 3, figure 5',
      paper: `${speedup}x faster at ${fastest}%`,
      statistic: {
        kind: 'best',
        take: 'largest',
        by: 'speedup',
        quantity: STOP,
        of: tickets(ROUNDS),
        to: DENSE,
        sign: 'above',
        than: 1,
        size: { value: speedup, within: 'factor' },
        percent: fastest,
      },
    }),
    claim({
      ...common,
      id: `C2-${network}`,
      text: `The most accurate ticket of ${name} has a higher test accuracy at early stop than the dense network.`,
      source: 'section 3, figure 5',
      paper: `+${gain} points at ${mostAccurate}%`,
      statistic: {
        kind: 'best',
        take: 'largest',
        by: 'difference',
        quantity: TEST_AT_STOP,
        of: tickets(ROUNDS),
        to: DENSE,
        sign: 'above',
        than: 0,
        size: { value: gain / 100, within },
        percent: mostAccurate,
      },
    }),
    claim({
      ...common,
      id: `C3-${network}`,
      text: `Tickets of ${name} are more accurate at early stop than the dense network down to 2%.`,
      source: 'section 3, figure 5',
      paper: '2%',
      statistic: {
        kind: 'level',
        by: 'difference',
        quantity: TEST_AT_STOP,
        of: tickets(ROUNDS),
        to: DENSE,
        holds: 'above',
        than: 0,
        edge: 'last',
        percent: 2,
        orFurther: true,
      },
    }),
    claim({
      ...common,
      id: `C4-${network}`,
      text: `Tickets of ${name} fit the training set at the end (100%, within a point) down to 2%.`,
      source: 'section 3, figure 13',
      paper: '2%',
      reduced: 'nothing',
      statistic: {
        kind: 'level',
        by: 'value',
        quantity: TRAIN_AT_END,
        of: tickets(ROUNDS),
        holds: 'at least',
        than: 1 - within,
        edge: 'last',
        percent: 2,
        orFurther: true,
      },
    }),
    claim({
      ...common,
      id: `C5-${network}`,
      text: reinitFalls
        ? `Reinitialised tickets of ${name} lose test accuracy from the first rounds on.`
        : `Reinitialised tickets of ${name} keep their test accuracy in the first rounds (within 0.3 points) or gain.`,
      source: 'section 3, figure 5',
      paper: reinitFalls ? 'falls' : 'flat or rising',
      reduced: reinitFalls ? 'order' : 'direction',
      statistic: {
        kind: 'mean',
        by: 'difference',
        quantity: TEST_AT_STOP,
        of: reinits(from(1, 4)),
        to: DENSE,
        sign: reinitFalls ? 'below' : 'at least',
        than: reinitFalls ? 0 : -NO_DIFFERENCE,
      },
    }),
  ];
}

/** Dropout, three times as many iterations (figure 6). */
function withDropout({ network, name, ...column }: Column): Claim[] {
  const dropped = {
    network: `${network}/dropout0.5`,
    setting: { iterations: column.iterations, learning_rate: column.rate },
  };
  const common = { source: 'section 3, figure 6', experiments: ['figure-6'] } as const;
  const within = points(network);
  return [
    claim({
      ...common,
      network,
      id: `C6-${network}`,
      text: `Dropout makes the dense ${name} more accurate at early stop.`,
      paper: `+${column.dropoutGain} points`,
      statistic: {
        kind: 'mean',
        by: 'difference',
        quantity: TEST_AT_STOP,
        of: { ...tickets([0]), ...dropped },
        to: DENSE,
        sign: 'above',
        than: 0,
        size: { value: column.dropoutGain / 100, within },
      },
    }),
    claim({
      ...common,
      ...dropped,
      id: `C7-${network}`,
      text: `With dropout, the best ticket of ${name} is more accurate still than the dense network.`,
      paper: `up to +${column.prunedGain} points`,
      statistic: {
        kind: 'best',
        take: 'largest',
        by: 'difference',
        quantity: TEST_AT_STOP,
        of: tickets(ROUNDS),
        to: DENSE,
        sign: 'above',
        than: 0,
        size: { value: column.prunedGain / 100, within },
      },
    }),
  ];
}

/** Conv-2, Conv-4 and Conv-6 on CIFAR-10 (paper, section 3). */
export const CONV_CLAIMS: readonly Claim[] = [
  ...COLUMNS.flatMap(plain),
  ...COLUMNS.flatMap(withDropout),
];
