import type { DistributionRow, SummaryRow } from '@sweepstake/aggregate';
import { curvesSpec } from './curves-spec.ts';
import type { FigureDefinition } from './definition.ts';
import { distributionsSpec } from './distributions-spec.ts';
import type { FigureSpec } from './figure-spec.ts';
import { levelsSpec } from './levels-spec.ts';
import { tableSpec } from './table-spec.ts';

/**
 * Draws summary rows (of `distributions` figures the rows of densities) by a figure's definition:
 * the same specification for the same rows in any order. Rows that the definition does not name
 * are left aside; a table needs none.
 *
 * Throws as `curvesSpec`, `levelsSpec`, `distributionsSpec` and `tableSpec` do.
 */
export function figureFromRows(
  definition: FigureDefinition,
  rows: readonly SummaryRow[],
  distributions: readonly DistributionRow[] = [],
): FigureSpec {
  switch (definition.kind) {
    case 'curves':
      return curvesSpec(definition, rows);
    case 'levels':
      return levelsSpec(definition, rows);
    case 'distributions':
      return distributionsSpec(definition, distributions);
    case 'table':
      return tableSpec(definition);
  }
}
