import type { SummaryRow } from '@sweepstake/aggregate';
import type { LineOf } from './definition.ts';
import { emptyPanel, mixedRows } from './errors.ts';
import { dashOf } from './looks.ts';
import type { LookOf } from './looks.ts';
import { settingName, variantName } from './names.ts';

/** A line of a panel with the rows that it shows. */
export type Line<S extends LineOf> = {
  readonly series: S;
  /** What the legend calls it. */
  readonly name: string;
  readonly rows: readonly SummaryRow[];
};

/** A panel of a definition with its lines; those without rows are in `missing` by name. */
export type PanelLines<P, S extends LineOf> = {
  readonly panel: P;
  readonly lines: readonly Line<S>[];
  readonly missing: readonly string[];
  /** The looks of all its lines, with rows or without. */
  readonly looks: readonly LookOf[];
};

/** Whether a row is of the variant, setting and, where it names them, network and data set of a line. */
export function isOfLine(row: SummaryRow, line: LineOf & { readonly dataset?: string }): boolean {
  return (
    row.variant === line.variant &&
    row.setting === (line.setting ?? '') &&
    (line.network === undefined || row.network === line.network) &&
    (line.dataset === undefined || row.dataset === line.dataset)
  );
}

/** Names lines by label, else by variant and setting, and network where a panel has several. */
export function lineNamer(
  panels: readonly { readonly series: readonly LineOf[] }[],
): (line: LineOf) => string {
  const several = panels.some(({ series }) => new Set(series.map((line) => line.network)).size > 1);
  return ({ label, variant, network, setting = '' }) =>
    label ??
    [
      variantName(variant),
      ...(several && network !== undefined ? [network] : []),
      ...(setting === '' ? [] : [settingName(setting)]),
    ].join(', ');
}

/**
 * Finds the rows of every line with `rowsOf`; lines that have none are named by `missingName`.
 *
 * Throws SWEEPSTAKE_FIGURES_EMPTY_PANEL for a panel without any row, and
 * SWEEPSTAKE_FIGURES_MIXED_ROWS where lines that name no network find rows of several, or lines of
 * one network that name no data set rows of several.
 */
export function findLines<
  S extends LineOf & { readonly dataset?: string },
  P extends { readonly title: string; readonly series: readonly S[] },
>(
  panels: readonly P[],
  rowsOf: (series: S, panel: P) => SummaryRow[],
  missingName: (series: S, name: string) => string,
): PanelLines<P, S>[] {
  const nameOf = lineNamer(panels);
  const found = panels.map((panel) => {
    const all = panel.series.map((series) => ({
      series,
      name: nameOf(series),
      rows: rowsOf(series, panel),
    }));
    const missing = all
      .filter((line) => line.rows.length === 0)
      .map((line) => missingName(line.series, line.name));
    if (missing.length === all.length) throw emptyPanel(panel.title, missing);
    const looks = all.map(({ series, name }) => ({
      name,
      look: series,
      dash: dashOf(series.variant),
    }));
    return { panel, lines: all.filter((line) => line.rows.length > 0), missing, looks };
  });
  checkNamed(found.flatMap((panel) => panel.lines));
  return found;
}

function checkNamed<S extends LineOf & { readonly dataset?: string }>(
  lines: readonly Line<S>[],
): void {
  const unnamed = lines.filter((line) => line.series.network === undefined);
  const networks = new Set(unnamed.flatMap((line) => line.rows.map((row) => row.network)));
  if (networks.size > 1) throw mixedRows('network', [...networks].sort());
  const datasets = new Map<string, Set<string>>();
  for (const { series, rows } of lines) {
    if (series.dataset !== undefined) continue;
    for (const row of rows) {
      const own = datasets.get(row.network) ?? new Set();
      datasets.set(row.network, own.add(row.dataset));
    }
  }
  for (const own of datasets.values())
    if (own.size > 1) throw mixedRows('dataset', [...own].sort());
}

/** The networks of a panel's lines as a key: panels of one key and one metric share a y scale. */
export function networksKey<S extends LineOf>(lines: readonly Line<S>[]): string {
  const networks = new Set(lines.flatMap((line) => line.rows.map((row) => row.network)));
  return [...networks].sort().join(' ');
}
