import type { LineLook, Palette } from './definition.ts';
import { legendLayout, legendOf } from './legend.ts';
import { DASHES, coloursOf } from './style.ts';

const NAMED = ['solid', 'dashed', 'dotted', 'dash-dotted'];
const SOLID = ['ticket', 'one-shot', 'continued', 'continued-chain'];

/** The dash of a variant: winning tickets are solid, random networks dotted, the others dashed. */
export function dashOf(variant: string): string {
  return SOLID.includes(variant) ? 'solid' : variant === 'random' ? 'dotted' : 'dashed';
}

/** The dash patterns of keys: those that name one, then in the order of the others. */
export function dashPatterns(keys: readonly string[]): (readonly number[])[] {
  const others = [...new Set(keys.filter((key) => !NAMED.includes(key)))];
  return keys.map((key) => {
    const named = NAMED.indexOf(key);
    const place = named >= 0 ? named : others.indexOf(key);
    return DASHES[place % DASHES.length] ?? [1, 0];
  });
}

/** A line of a definition: what the legend calls it, its look, its dash without a key. */
export type LookOf = { readonly name: string; readonly look: LineLook; readonly dash: string };

/** Encodings of colour and dash, the fields that they read, and where legends stand. */
export type Looks = {
  readonly colour: object;
  readonly dash: object;
  /** The fields of a line's data, by the line's name. */
  readonly fieldsOf: (name: string) => { readonly [field: string]: string };
  readonly legends: 'horizontal' | 'vertical';
};

/** Of lines of one name the first, in order. */
export function firstOfNames<L extends { readonly name: string }>(lines: readonly L[]): L[] {
  return lines.filter(
    ({ name }, index) => lines.findIndex((other) => other.name === name) === index,
  );
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/**
 * How the lines of a figure look. Colours and dashes are given to the keys of all its lines, so
 * that lines that are not finished yet do not change the others; legends hold the drawn ones. One
 * legend shows names; two show the keys of colour and dash where all lines have both and no label.
 */
export function looksOf(
  all: readonly LookOf[],
  drawn: ReadonlySet<string>,
  { palette, colours = [] }: { readonly palette?: Palette; readonly colours?: readonly string[] },
  width: number,
): Looks {
  const lines = firstOfNames(all);
  const colourOf = ({ name, look }: LookOf): string => look.colour ?? name;
  const keyOf = ({ look, dash }: LookOf): string => look.dash ?? dash;
  const colourKeys = unique([...colours, ...lines.map(colourOf)]);
  const palettes = coloursOf(colourKeys.length, palette);
  const hue = new Map(colourKeys.map((key, index) => [key, palettes[index]]));
  const dashKeys = unique(lines.map(keyOf));
  const patterns = dashPatterns(dashKeys);
  const pattern = new Map(dashKeys.map((key, index) => [key, patterns[index]]));
  const shown = lines.filter((line) => drawn.has(line.name));

  const encoding = (field: string, domain: readonly string[], range: readonly unknown[]) => {
    const legend = legendOf(domain, null, width);
    return {
      legend,
      value: { field, type: 'nominal', scale: { domain, range }, legend: legend.legend },
    };
  };
  const isSplit = lines.every(
    ({ look }) =>
      look.label === undefined &&
      look.colour !== undefined &&
      look.dash !== undefined &&
      !NAMED.includes(look.dash),
  );
  if (isSplit) {
    const colours = unique(shown.map(colourOf));
    const dashes = unique(shown.map(keyOf));
    const colour = encoding(
      'colour',
      colours,
      colours.map((key) => hue.get(key)),
    );
    const dash = encoding(
      'dash',
      dashes,
      dashes.map((key) => pattern.get(key)),
    );
    const keys = new Map(
      lines.map((line) => [line.name, { colour: colourOf(line), dash: keyOf(line) }]),
    );
    return {
      colour: colour.value,
      dash: dash.value,
      fieldsOf: (name) => keys.get(name) ?? {},
      legends: legendLayout([colour.legend, dash.legend], width),
    };
  }
  const names = shown.map((line) => line.name);
  return {
    colour: encoding(
      'line',
      names,
      shown.map((line) => hue.get(colourOf(line))),
    ).value,
    dash: encoding(
      'line',
      names,
      shown.map((line) => pattern.get(keyOf(line))),
    ).value,
    fieldsOf: (name) => ({ line: name }),
    legends: 'horizontal',
  };
}
