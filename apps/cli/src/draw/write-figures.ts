import { join } from 'node:path';
import { renderPng } from '@sweepstake/figures';
import { writeFile } from '../write-file.ts';
import { drawPlots } from './draw-plots.ts';
import type { Drawable } from './drawable.ts';

/** Where figures are written unless `--figures` says otherwise. */
export const FIGURES = 'figures';

/** What was drawn, and what could not be. */
export interface WrittenFigures {
  readonly files: readonly string[];
  /** Titles of panels that no finished run supports yet. */
  readonly missing: readonly string[];
}

/** Draws every plot of a configuration: SVG, PNG, the Vega-Lite specification, and the rows behind it. */
export async function writeFigures(drawable: Drawable, folder: string): Promise<WrittenFigures> {
  const { plots, missing } = await drawPlots(drawable);
  const files: string[] = [];
  for (const { name, svg, spec, csv } of plots) {
    const path = join(folder, name);
    const contents = [
      [`${path}.svg`, svg],
      [`${path}.png`, renderPng(svg)],
      [`${path}.vl.json`, spec],
      [`${path}.csv`, csv],
    ] as const;
    for (const [file, content] of contents) writeFile(file, content);
    files.push(...contents.map(([file]) => file));
  }
  return { files, missing };
}
