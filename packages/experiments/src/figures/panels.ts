import type { LevelsPanel, Panel, Series } from '../figure.ts';

const series =
  (variant: string) =>
  (round: number): Series => ({ variant, round });

/** The tickets of these rounds; round 0 is the dense network. */
export const tickets = (...rounds: number[]): Series[] => rounds.map(series('ticket'));

/** The random reinitialisations of the tickets of these rounds. */
export const reinits = (...rounds: number[]): Series[] => rounds.map(series('reinit'));

/** Every round from `first` to `last`. */
export const roundsFrom = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Tickets of some rounds, and the last one against its reinitialisation. */
export const ticketsAndReinit = (rounds: readonly number[]): readonly Panel[] => {
  const last = rounds.at(-1)!;
  return [
    { title: 'Tickets', series: tickets(...rounds) },
    {
      title: 'Ticket and its random reinitialisation',
      series: [...tickets(0, last), ...reinits(last)],
    },
  ];
};

const both = [{ variant: 'ticket' }, { variant: 'reinit' }];

/** Early stop, and accuracies there and at the end, of tickets and reinitialisations (paper, figures 5 and 13). */
export const earlyStopLevels: readonly LevelsPanel[] = [
  {
    title: 'Early stop',
    metric: 'early_stop_iteration',
    at: 'early_stop',
    series: both,
  },
  {
    title: 'Test accuracy at early stop',
    metric: 'test_accuracy',
    at: 'early_stop',
    series: both,
  },
  {
    title: 'Test accuracy at the end',
    metric: 'test_accuracy',
    at: 'end',
    series: both,
  },
];

/** Networks whose learning rate falls in steps are read at the end (paper, section 4). */
export const endLevels: readonly LevelsPanel[] = [
  { title: 'Test accuracy at the end', metric: 'test_accuracy', at: 'end', series: both },
];
