/** The font of every text; the PNG carries it, a browser falls back to its own sans-serif. */
export const FONT = 'DejaVu Sans, sans-serif';

/** Okabe and Ito's palette for colour-blind readers (2008), without its yellow, which is too light for lines. */
export const PALETTE = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#D55E00',
  '#CC79A7',
  '#56B4E9',
  '#000000',
  '#7A5C00',
  '#8C8C8C',
  '#5B3A8C',
] as const;

/** The colour of the n-th line, from 0; colours repeat after the palette's end. */
export function colourOf(index: number): string {
  return PALETTE[index % PALETTE.length] ?? PALETTE[0];
}

/** Dash patterns by the variant's place: solid, dashed, dotted, dash-dotted. */
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [5, 3],
  [1.5, 2.5],
  [7, 2.5, 1.5, 2.5],
];

/** Width of a panel in pixels, by the number of panels in its row. */
export function panelWidth(panels: number): number {
  return panels === 1 ? 460 : panels === 2 ? 340 : 270;
}

export const PANEL_HEIGHT = 220;

/** Axis labels of iterations: 0, 500, 10k. */
export const ITERATION_LABEL =
  "datum.value < 1000 ? format(datum.value, '~r') : format(datum.value, '~s')";

/**
 * A panel's title as a text of its own: Vega places its titles above whatever sticks out of the
 * panel, which differs between panels that have axis labels and panels that have none.
 */
export function panelTitle(text: string, width: number): object {
  return {
    data: { values: [{}] },
    mark: {
      type: 'text',
      text,
      x: width / 2,
      y: -10,
      baseline: 'bottom',
      fontSize: 11,
      color: '#222222',
    },
    encoding: { x: { value: width / 2 }, y: { value: -10 } },
  };
}

/** Vega-Lite's configuration of every figure: thin lines, light grid, one font. */
export const CONFIG = {
  font: FONT,
  background: 'white',
  padding: 12,
  mark: { aria: false },
  view: { stroke: '#B0B0B0', strokeWidth: 0.8 },
  axis: {
    labelFontSize: 10,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    titlePadding: 7,
    labelColor: '#222222',
    titleColor: '#222222',
    domain: false,
    gridColor: '#EBEBEB',
    gridWidth: 0.8,
    tickColor: '#B0B0B0',
    tickSize: 4,
    labelFlush: false,
  },
  legend: {
    orient: 'bottom',
    direction: 'horizontal',
    labelFontSize: 10.5,
    titleFontSize: 10.5,
    titleFontWeight: 'normal',
    titleOrient: 'left',
    titlePadding: 10,
    labelColor: '#222222',
    titleColor: '#222222',
    symbolType: 'stroke',
    symbolSize: 196,
    symbolStrokeWidth: 1.6,
    symbolOpacity: 1,
    layout: { bottom: { anchor: 'start', direction: 'horizontal', margin: 30, center: true } },
    columnPadding: 14,
    labelLimit: 0,
    titleLimit: 0,
    offset: 10,
  },
  concat: { spacing: 18 },
} as const;
