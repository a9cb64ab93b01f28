import type { SummaryRow } from '@sweepstake/aggregate';
import { curvesSpec } from './curves-spec.ts';
import type { FigureDefinition } from './definition.ts';
import type { FigureSpec } from './figure-spec.ts';
import { levelsSpec } from './levels-spec.ts';

/**
 * Draws summary rows by a figure's definition: pure, the same specification for the same rows in
 * any order. Rows that the definition does not name are left aside.
 *
 * Throws as `curvesSpec` and `levelsSpec` do.
 */
export function figureFromRows(
  definition: FigureDefinition,
  rows: readonly SummaryRow[],
): FigureSpec {
  return definition.kind === 'curves' ? curvesSpec(definition, rows) : levelsSpec(definition, rows);
}
