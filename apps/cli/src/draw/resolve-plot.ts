import type { Plot } from '@sweepstake/experiments';
import type { Drawable, ResolvedPlot, Words } from './drawable.ts';
import { resolveCurves } from './resolve-curves.ts';
import { resolveDistributions } from './resolve-distributions.ts';
import { resolveLevels } from './resolve-levels.ts';

/** A plot of an experiment over what is there: its lines by arm and variant, without what the preset does not run. */
export function resolvePlot(plot: Plot, drawable: Drawable, words: Words): ResolvedPlot {
  switch (plot.kind) {
    case 'curves':
      return resolveCurves(plot, drawable, words);
    case 'levels':
      return resolveLevels(plot, drawable, words);
    case 'distributions':
      return resolveDistributions(plot, drawable, words);
    case 'table': {
      const { header, rows } = plot;
      const definition = { kind: 'table', ...words, header, rows } as const;
      return { definition, rows: [], distributions: [], missing: [] };
    }
  }
}
