import type { CurvesPlot, LevelsPlot } from '../plots.ts';

const TITLES = ['Pruning speeds learning up', 'Further pruning slows it down'];

/**
 * The panels of figures 3 and 11: tickets that learn faster, tickets that learn more slowly, and tickets beside
 * their reinitialisations. Rounds of the tickets of each panel, and of the reinitialisations of the last.
 */
export const curvesOfFigure3 = (
  metric: CurvesPlot['metric'],
  tickets: readonly number[][],
  beside: number[],
  reinits: number[],
): CurvesPlot => ({
  kind: 'curves',
  metric,
  panels: [
    ...tickets.map((rounds, i) => ({
      title: TITLES[i]!,
      series: [{ variant: 'ticket', rounds }],
    })),
    {
      title: 'Tickets and their random reinitialisations',
      series: [
        { variant: 'ticket', rounds: beside },
        { variant: 'reinit', rounds: reinits },
      ],
    },
  ],
});

type Panel = LevelsPlot['panels'][number];

export const earlyStop = (variants: string[], arms?: string[]): Panel => ({
  title: 'Early stop',
  metric: 'early_stop_iteration',
  at: 'early_stop',
  variants,
  ...(arms !== undefined && { arms }),
});

/** `test` or `train` or `validation` accuracy at early stop, at the end, or at the n-th reported iteration. */
export const accuracy = (
  set: 'test' | 'train' | 'validation',
  at: Panel['at'],
  variants: string[],
  title = `${set[0]!.toUpperCase()}${set.slice(1)} accuracy at ${at === 'early_stop' ? 'early stop' : 'the end'}`,
  arms?: string[],
): Panel => ({
  title,
  metric: `${set}_accuracy`,
  at,
  variants,
  ...(arms !== undefined && { arms }),
});

/** Accuracy at the three iterations that deep networks are reported at. */
export const checkpoints = (set: 'test' | 'validation', variants: string[]): Panel[] =>
  ([1, 2, 'end'] as const).map((at) =>
    accuracy(
      set,
      at,
      variants,
      `${set === 'test' ? 'Test' : 'Validation'} accuracy at iteration {at}`,
    ),
  );

/** Early stop and validation accuracy there, one row for each network (appendices G and H). */
export const rows = (networks: readonly string[], variants: string[] = ['ticket']): Panel[] =>
  networks.flatMap((network) => [
    { ...earlyStop(variants, [network]), title: `${network}: early stop` },
    accuracy(
      'validation',
      'early_stop',
      variants,
      `${network}: validation accuracy at early stop`,
      [network],
    ),
  ]);
