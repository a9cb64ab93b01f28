import type { SummaryRow } from '@sweepstake/aggregate';
import type { CurvesPlot } from '@sweepstake/experiments';
import { variantName } from '@sweepstake/figures';
import type { CurveSeries, CurvesFigure } from '@sweepstake/figures';
import { armLabel } from './arm-label.ts';
import type { Drawable, ResolvedPlot, Words } from './drawable.ts';
import { linesRun, placeOf } from './lines-run.ts';

/**
 * Curves of the rounds that are run, of every arm. Where the metric was measured at early stop and at the end only,
 * the same one of the validation set is shown.
 */
export function resolveCurves(plot: CurvesPlot, drawable: Drawable, words: Words): ResolvedPlot {
  const { arms } = drawable.plan;
  const isRun = linesRun(drawable);
  const metric = metricOf(plot, drawable.rows);
  const onGrid = drawable.rows.filter((row) => row.at === 'iteration' && row.metric === metric);
  const panels = plot.panels.map(({ title, series }) => ({
    title,
    series: arms.flatMap((arm) =>
      series.flatMap(({ variant, rounds }): CurveSeries[] =>
        rounds
          .filter((round) => isRun(arm, variant, round))
          .map((round) => {
            const { network, setting } = placeOf(arm);
            const label =
              arms.length > 1 ? `${armLabel(arm)}, ${variantName(variant)}` : variantName(variant);
            return { variant, round, network, setting, label };
          }),
      ),
    ),
  }));
  const rowsOf = (series: readonly CurveSeries[]): SummaryRow[] =>
    series.flatMap((line) =>
      whole(
        onGrid.filter(
          (row) =>
            row.variant === line.variant &&
            row.round === line.round &&
            row.network === line.network &&
            row.setting === line.setting,
        ),
      ),
    );
  const supported = panels.filter(({ series }) => rowsOf(series).length > 0);
  const definition: CurvesFigure = { kind: 'curves', ...words, metric, panels: supported };
  return {
    definition: supported.length === 0 ? null : definition,
    rows: [...new Set(supported.flatMap(({ series }) => rowsOf(series)))],
    distributions: [],
    missing: panels.filter((panel) => !supported.includes(panel)).map(({ title }) => title),
  };
}

function metricOf({ metric }: CurvesPlot, rows: readonly SummaryRow[]): string {
  const isThere = rows.some((row) => row.at === 'iteration' && row.metric === metric);
  return isThere ? metric : metric.replace(/^test_/, 'validation_');
}

/**
 * The points that all runs of a curve have. Published curves are thinned: beside runs on disk, points between theirs
 * are means of fewer runs, which would be jags.
 */
function whole(rows: readonly SummaryRow[]): SummaryRow[] {
  const most = rows.reduce((runs, row) => Math.max(runs, row.runs), 0);
  return rows.filter(({ runs }) => runs === most);
}
