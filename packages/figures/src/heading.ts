import type { SummaryRow } from '@sweepstake/aggregate';
import { mixedRows, nothingToDraw } from './errors.ts';

/** Breaks text at spaces into lines of at most `characters`, where its words allow it. */
export function wrapText(text: string, characters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** What a figure is about, as text. */
export type Subject = { readonly experiment: string; readonly text: string };

/**
 * What the drawn rows are about: `preset quick, lenet-300-100 on mnist, backend engine`.
 *
 * Throws SWEEPSTAKE_FIGURES_MIXED_ROWS where they are about several things.
 */
export function subjectOf(rows: readonly SummaryRow[]): Subject {
  const only = (
    column: 'experiment' | 'preset' | 'dataset' | 'backend' | 'numerics' | 'network',
  ) => {
    const values = [...new Set(rows.map((row) => row[column]))].sort();
    if (values.length > 1) throw mixedRows(column, values);
    if (values[0] === undefined) throw nothingToDraw('table has no rows');
    return values[0];
  };
  only('numerics');
  return {
    experiment: only('experiment'),
    text: `preset ${only('preset')}, ${only('network')} on ${only('dataset')}, backend ${only('backend')}`,
  };
}

const count = (low: number, high: number, noun: string): string =>
  low === high ? `${low} ${noun}${low === 1 ? '' : 's'}` : `${low} to ${high} ${noun}s`;

/** How many runs stand behind the lines of one name: `winning ticket: 5 runs`. */
export function runsText(name: string, rows: readonly SummaryRow[]): string {
  const range = (column: 'runs' | 'trials'): [number, number] => {
    const values = rows.map((row) => row[column]);
    return [
      values.reduce((low, value) => Math.min(low, value), Infinity),
      values.reduce((high, value) => Math.max(high, value), 0),
    ];
  };
  const [runs, trials] = [range('runs'), range('trials')];
  const same = runs[0] === trials[0] && runs[1] === trials[1];
  return same
    ? `${name}: ${count(...runs, 'trial')}`
    : `${name}: ${count(...runs, 'run')} of ${count(...trials, 'trial')}`;
}

/** The line that says what lines and bars are, and how many runs stand behind them. */
export function legendText(counts: readonly string[]): string {
  return `Lines: mean. Bars: minimum and maximum over all runs (${counts.join('; ')}).`;
}

/**
 * The figure's title block: its title (by default the experiment's name, which stands in the next
 * line otherwise), what it is about, and how to read it.
 */
export function titleBlock(
  title: string | undefined,
  subject: Subject,
  caption: readonly string[],
  width: number,
): object {
  const about = title === undefined ? subject.text : `${subject.experiment}, ${subject.text}`;
  return {
    text: title ?? subject.experiment,
    subtitle: [about, ...caption].flatMap((line) => wrapText(line, Math.floor(width / 6))),
    anchor: 'start',
    frame: 'group',
    fontSize: 14,
    fontWeight: 'bold',
    subtitleFontSize: 10.5,
    subtitleColor: '#444444',
    subtitleLineHeight: 15,
    subtitlePadding: 6,
    offset: 14,
  };
}
