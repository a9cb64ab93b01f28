import type { Palette } from './definition.ts';

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

/** Anchors of the sequential scale, from dark to light (Viridis, CC0, without its yellow end). */
const SEQUENCE = ['#440154', '#414487', '#2A788E', '#22A884', '#7AD151', '#BDC31A'] as const;

const channel = (colour: string, at: number): number =>
  Number.parseInt(colour.slice(at, at + 2), 16);

/** The colour at 0..1 of the sequential scale. */
function sequenceColour(place: number): string {
  const at = place * (SEQUENCE.length - 1);
  const index = Math.min(Math.floor(at), SEQUENCE.length - 2);
  const [low, high] = [SEQUENCE[index] ?? SEQUENCE[0], SEQUENCE[index + 1] ?? SEQUENCE[1]];
  const mixed = [1, 3, 5].map((c) => {
    const value = channel(low, c) + (at - index) * (channel(high, c) - channel(low, c));
    return Math.round(value).toString(16).padStart(2, '0');
  });
  return `#${mixed.join('')}`.toUpperCase();
}

/**
 * Colours of so many keys in their order; categories repeat after the palette's end.
 */
export function coloursOf(count: number, palette: Palette = 'categories'): string[] {
  return Array.from({ length: count }, (_, index) =>
    palette === 'sequence'
      ? sequenceColour(count === 1 ? 0 : index / (count - 1))
      : (PALETTE[index % PALETTE.length] ?? PALETTE[0]),
  );
}

/** Dash patterns in the order in which they are given out. */
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [5, 3],
  [1.5, 2.5],
  [7, 2.5, 1.5, 2.5],
];

/** Width of a panel in pixels, by the number of panels in its row. */
export function panelWidth(columns: number): number {
  return columns === 1 ? 460 : columns === 2 ? 340 : 270;
}

/** Width of a row of panels with their axes in pixels, to which captions and legends are wrapped. */
export function rowWidth(columns: number): number {
  return (panelWidth(columns) + 60) * columns;
}

/** Height of a panel in pixels, by the number of rows of panels. */
export function panelHeight(rows: number): number {
  return rows === 1 ? 220 : rows === 2 ? 190 : 165;
}

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

const CONFIG = {
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
    columnPadding: 14,
    labelLimit: 0,
    titleLimit: 0,
    offset: 10,
  },
  concat: { spacing: 18 },
} as const;

/** Vega-Lite's configuration of every figure: thin lines, light grid, one font; legends side by side or stacked. */
export function configOf(legends: 'horizontal' | 'vertical'): object {
  const bottom = {
    anchor: 'start',
    direction: legends,
    margin: legends === 'horizontal' ? 30 : 6,
    center: legends === 'horizontal',
  };
  return { ...CONFIG, legend: { ...CONFIG.legend, layout: { bottom } } };
}
