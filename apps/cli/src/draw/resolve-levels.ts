import type { SummaryRow } from '@sweepstake/aggregate';
import { levelsOf, presetOf } from '@sweepstake/experiments';
import type { Arm, LevelsPlot } from '@sweepstake/experiments';
import { variantName } from '@sweepstake/figures';
import type { LevelSeries, LevelsFigure, LevelsPanel } from '@sweepstake/figures';
import { modelByName } from '@sweepstake/models';
import { grouped } from '../grouped.ts';
import { armsNamed } from './arm-label.ts';
import type { Drawable, ResolvedPlot, Words } from './drawable.ts';
import { linesRun, placeOf } from './lines-run.ts';
import { looksOf } from './look-of.ts';

/** The paper's logarithmic axis is the package's default. */
const AXES = { percent: 'log', 'percent-linear': 'linear', weights: 'weights' } as const;

/** Metrics against what remains, one line for each variant of each arm that the preset runs. */
export function resolveLevels(plot: LevelsPlot, drawable: Drawable, words: Words): ResolvedPlot {
  const { arms } = drawable.plan;
  const isRun = linesRun(drawable);
  const shown = plot.panels.map(({ arms: named, variants }) =>
    armsNamed(arms, named).flatMap((arm) =>
      variants.filter((variant) => isRun(arm, variant)).map((variant) => ({ arm, variant })),
    ),
  );
  const lookOf = looksOf(plot.colour, shown);
  const panels = plot.panels.map((panel, index): LevelsPanel => {
    const series = shown[index]!.map((line): LevelSeries => ({
      variant: line.variant,
      ...placeOf(line.arm),
      ...lookOf(line),
      ...(plot.x === 'weights' && { weights: weightsOf(line.arm) }),
    }));
    return { metric: panel.metric, series, ...placed(panel, shown[index]![0]?.arm) };
  });
  const rowsOf = (panel: LevelsPanel): SummaryRow[] =>
    drawable.rows.filter((row) => isOf(row, panel));
  const supported = panels.filter((panel) => rowsOf(panel).length > 0);
  const definition: LevelsFigure = {
    kind: 'levels',
    ...words,
    x: AXES[plot.x ?? 'percent'],
    ...(plot.palette !== undefined && { palette: plot.palette }),
    colours: variantColours(supported, drawable),
    ...(plot.columns !== undefined && { columns: plot.columns }),
    panels: supported,
  };
  return {
    definition: supported.length === 0 ? null : definition,
    rows: drawable.rows.filter((row) => supported.some((panel) => isOf(row, panel))),
    distributions: [],
    missing: panels.filter((panel) => !supported.includes(panel)).map(({ title }) => title),
  };
}

/**
 * Where colours are variants, those of all plots of the experiment, so that one has the same colour in all of them; none
 * where colours are arms.
 */
function variantColours(panels: readonly LevelsPanel[], drawable: Drawable): string[] {
  const lines = panels.flatMap(({ series }) => series);
  if (lines.some(({ variant, colour }) => colour !== variantName(variant))) return [];
  const { config, arms } = drawable.plan;
  const isRun = linesRun(drawable);
  const plots = presetOf(config.experiment, config.preset).plots;
  const named = plots.flatMap((plot) =>
    plot.kind === 'levels' ? plot.panels.flatMap(({ variants }) => variants) : [],
  );
  const run = named.filter((variant) => arms.some((arm) => isRun(arm, variant)));
  return [...new Set(run)].map(variantName);
}

type Placed = Pick<LevelsPanel, 'title' | 'at' | 'iteration'>;

/** `at: n` is the n-th reported iteration of a panel's first arm; `{at}` in titles is the iteration. */
function placed({ title, at }: LevelsPlot['panels'][number], arm: Arm | undefined): Placed {
  const { iterations = 0, evaluation } = arm?.config ?? {};
  const iteration = typeof at === 'number' ? (evaluation?.at[at - 1] ?? iterations) : iterations;
  const named = title.replaceAll('{at}', grouped(iteration));
  return typeof at === 'number'
    ? { title: named, at: 'iteration', iteration }
    : { title: named, at };
}

/** All weights of an arm's network, without biases, before pruning. */
const weightsOf = ({ config }: Arm): number =>
  levelsOf(modelByName(config.network), { ...config, rounds: 0 })[0]!.weights;

const isOf = (row: SummaryRow, { metric, at, iteration, series }: LevelsPanel): boolean =>
  row.metric === metric &&
  row.at === at &&
  (at !== 'iteration' || row.iteration === iteration) &&
  series.some(
    (line) =>
      row.variant === line.variant &&
      row.network === line.network &&
      row.setting === line.setting &&
      row.dataset === line.dataset,
  );
