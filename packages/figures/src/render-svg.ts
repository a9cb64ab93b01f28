import * as vega from 'vega';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import type { FigureSpec } from './figure-spec.ts';
import { metricsOf } from './fonts.ts';

type TextItem = { readonly fontSize?: number; readonly fontWeight?: string | number };

// vega exports this object but does not declare it; replacing `width` is its documented hook for
// hosts without a canvas.
const { textMetrics } = vega as unknown as {
  textMetrics: { width: (item: TextItem, text: string) => number };
};

const isBold = (weight: string | number | undefined): boolean =>
  weight === 'bold' || Number(weight) >= 600;

const measure = (item: TextItem, text: string): number =>
  metricsOf(isBold(item.fontWeight) ? 'bold' : 'normal').width(text ?? '', item.fontSize ?? 11);

/**
 * Rounds coordinates to a thousandth of a pixel: the last bit of a logarithm, which engines may
 * change, does not reach the file.
 */
function roundCoordinates(svg: string): string {
  return svg.replaceAll(/ (?:transform|d|x|y|x2|y2|width|height|viewBox)="[^"]*"/g, (attribute) =>
    attribute.replaceAll(/-?\d+\.\d{4,}(?:e-?\d+)?/g, (number) =>
      String(Number(Number(number).toFixed(3)) + 0),
    ),
  );
}

/** Vega numbers its clip paths in one counter of the process: one picture at a time. */
let queue: Promise<unknown> = Promise.resolve();

async function draw(spec: FigureSpec): Promise<string> {
  const compiled = compile(spec as unknown as TopLevelSpec, { logger: vega.logger(vega.Error) });
  const width = textMetrics.width;
  textMetrics.width = measure;
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none' });
  try {
    return `${roundCoordinates(await view.toSVG())}\n`;
  } finally {
    view.finalize();
    textMetrics.width = width;
  }
}

/**
 * Renders a Vega-Lite specification to SVG without a browser or a canvas. Text stays text in
 * DejaVu Sans, measured from its font file, so that the bytes are the same on every machine.
 */
export function renderSvg(spec: FigureSpec): Promise<string> {
  const drawn = queue.then(() => draw(spec));
  queue = drawn.catch(() => undefined);
  return drawn;
}
