import type { DistributionRow, SummaryRow } from '@sweepstake/aggregate';
import { curvesSpec } from './curves-spec.ts';
import type { FigureDefinition } from './definition.ts';
import { nothingToDraw } from './errors.ts';
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
  distributions: readonly DistributionRow[] = [],
): FigureSpec {
  if (definition.kind === 'curves') return curvesSpec(definition, rows);
  if (definition.kind === 'levels') return levelsSpec(definition, rows);
  throw nothingToDraw(`kind ${definition.kind} with ${distributions.length} rows comes next`);
}
