import type { FigureWords } from './definition.ts';
import type { Subject } from './subject.ts';
import { wrapText } from './text-width.ts';

/** How many missing lines a caption names. */
const NAMED = 10;
const TITLE_SIZE = 14;
const CAPTION_SIZE = 10.5;

const count = (low: number, high: number, noun: string): string =>
  low === high ? `${low} ${noun}${low === 1 ? '' : 's'}` : `${low} to ${high} ${noun}s`;

/** How many runs stand behind rows: `5 trials`, or `15 runs of 5 trials`. */
function runsText(rows: readonly { readonly trials: number; readonly runs?: number }[]): string {
  const range = (values: readonly number[]): [number, number] => [
    values.reduce((low, value) => Math.min(low, value), Infinity),
    values.reduce((high, value) => Math.max(high, value), 0),
  ];
  const trials = range(rows.map((row) => row.trials));
  const runs = range(rows.map((row) => row.runs ?? row.trials));
  const same = runs[0] === trials[0] && runs[1] === trials[1];
  return same
    ? count(...trials, 'trial')
    : `${count(...runs, 'run')} of ${count(...trials, 'trial')}`;
}

/**
 * How many runs stand behind lines of some names, names with equally many together:
 * `winning ticket: 5 trials; random reinitialisation: 15 runs of 5 trials`, or `5 trials each`.
 */
export function countsText(
  lines: readonly {
    readonly name: string;
    readonly rows: readonly { readonly trials: number; readonly runs?: number }[];
  }[],
): string {
  const groups = new Map<string, string[]>();
  const names = [...new Set(lines.map((line) => line.name))];
  for (const name of names) {
    const text = runsText(lines.filter((line) => line.name === name).flatMap((line) => line.rows));
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  const [first] = groups.keys();
  if (groups.size === 1 && first !== undefined && names.length > 1) return `${first} each`;
  return [...groups].map(([text, own]) => `${own.join(', ')}: ${text}`).join('; ');
}

/** The sentence that names lines without rows, each once, at most ten; none where there are none. */
export function missingText(missing: readonly string[]): string[] {
  const names = [...new Set(missing)];
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return [`Missing, not finished: ${names.slice(0, NAMED).join('; ')}${more}.`];
}

/**
 * The figure's title block: its title (by default the experiment's name, which stands in the next
 * line otherwise), what it is about, and how to read it, wrapped to `width` pixels.
 */
export function titleBlock(
  words: FigureWords,
  subject: Subject | null,
  caption: readonly string[],
  width: number,
): object {
  const about =
    subject === null
      ? []
      : [words.title === undefined ? subject.text : `${subject.experiment}, ${subject.text}`];
  const lines = [...about, ...caption, ...(words.note === undefined ? [] : [words.note])];
  const title = wrapText(words.title ?? subject?.experiment ?? '', width, TITLE_SIZE, 'bold');
  return {
    text: title.length === 1 ? title[0] : title,
    subtitle: lines.flatMap((line) => wrapText(line, width, CAPTION_SIZE)),
    anchor: 'start',
    frame: 'group',
    fontSize: TITLE_SIZE,
    fontWeight: 'bold',
    subtitleFontSize: CAPTION_SIZE,
    subtitleColor: '#444444',
    subtitleLineHeight: 15,
    subtitlePadding: 6,
    offset: 14,
  };
}
