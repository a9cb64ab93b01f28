import type { Claim } from '../claim.ts';
import type { Setting } from '../setting.ts';
import { NO_DIFFERENCE } from '../tolerance.ts';
import { claim, from, tickets, VALIDATION_AT_END } from './parts.ts';

/** A deep network: its figures, and the settings of its arms. */
interface Deep {
  readonly network: 'vgg-19' | 'resnet-18';
  readonly name: string;
  readonly criteria: string;
  readonly rates: string;
  readonly warmups: string;
  /** Of section 4. */
  readonly warm: Setting;
  /** Of the sweep of warm-up lengths, without the length. */
  readonly sweep: Setting;
}

const DEEP: readonly Deep[] = [
  {
    network: 'vgg-19',
    name: 'VGG-19',
    criteria: '38',
    rates: '43',
    warmups: '45',
    warm: { 'schedule.warmup': '10000' },
    sweep: {},
  },
  {
    network: 'resnet-18',
    name: 'ResNet-18',
    criteria: '39',
    rates: '42',
    warmups: '44',
    warm: { learning_rate: '0.03', 'schedule.warmup': '20000' },
    sweep: { learning_rate: ['0.03', null] },
  },
];

function claimsOf({ network, name, criteria, rates, warmups, warm, sweep }: Deep): Claim[] {
  const common = { network, trials: 3 } as const;
  const warmedUp = (k: string) =>
    tickets(from(4, 12), { ...sweep, 'schedule.warmup': k === '0' ? ['0', null] : k });
  return [
    claim({
      ...common,
      id: `I1-${network}`,
      text: `${name} with warm-up: below 12%, tickets pruned globally are more accurate than those pruned layer by layer.`,
      source: `appendix I.1, figure ${criteria}`,
      experiments: [`figure-${criteria}`],
      setting: warm,
      paper: 'higher',
      reduced: 'order',
      statistic: {
        kind: 'mean',
        by: 'difference',
        quantity: VALIDATION_AT_END,
        of: tickets(from(10, 20)),
        to: {
          variant: 'ticket',
          rounds: 'same',
          setting: { ...warm, criterion: 'layerwise-magnitude' },
        },
        sign: 'above',
        than: 0,
      },
    }),
    ...(['0.03', '0.1'] as const).map((rate) =>
      claim({
        ...common,
        id: `I4-${network}-${rate}`,
        text: `${name} at learning rate ${rate} without warm-up: tickets are no better than reinitialisations.`,
        source: `appendix I.4, figure ${rates}`,
        experiments: [`figure-${rates}`],
        setting: rate === '0.1' ? {} : { learning_rate: rate },
        paper: 'no difference',
        reduced: 'nothing',
        statistic: {
          kind: 'null',
          by: 'difference',
          quantity: VALIDATION_AT_END,
          of: tickets(from(1, 12)),
          to: { variant: 'reinit', rounds: 'same' },
          within: NO_DIFFERENCE,
        },
      }),
    ),
    claim({
      ...common,
      id: `I5-rise-${network}`,
      text: `${name}: accuracy of tickets of 42 to 7% rises with the length of warm-up: 0, 1,000, 5,000 iterations.`,
      source: `appendix I.5, figure ${warmups}`,
      experiments: [`figure-${warmups}`],
      paper: 'in this order',
      reduced: 'nothing',
      statistic: {
        kind: 'order',
        quantity: VALIDATION_AT_END,
        ascending: [warmedUp('0'), warmedUp('1000'), warmedUp('5000')],
      },
    }),
    claim({
      ...common,
      id: `I5-flat-${network}`,
      text: `${name}: between warm-ups over 10,000 and 20,000 iterations, accuracy of tickets hardly differs.`,
      source: `appendix I.5, figure ${warmups}`,
      experiments: [`figure-${warmups}`],
      paper: 'no difference',
      reduced: 'nothing',
      statistic: {
        kind: 'null',
        by: 'difference',
        quantity: VALIDATION_AT_END,
        of: warmedUp('20000'),
        to: { ...warmedUp('10000'), rounds: 'same' },
        within: NO_DIFFERENCE,
      },
    }),
  ];
}

/** Deep networks, on the validation set (paper, appendix I). */
export const APPENDIX_I_CLAIMS: readonly Claim[] = DEEP.flatMap(claimsOf);
