import { csvLines } from '@sweepstake/aggregate';
import { claimLine } from './claim-line.ts';
import type { ClaimLine } from './claim-line.ts';
import type { Judgement } from './judge.ts';
import { VERDICTS } from './verdict.ts';

const COLUMNS = [
  'id',
  'claim',
  'source',
  'paper',
  'mean',
  'min',
  'max',
  'bound',
  'trials',
  'preset',
  'verdict',
  'reason',
  'command',
] as const;

/** Judgements as CSV, line by line, numbers in the unit of the statistic: fractions, ratios, percent remaining. */
export const claimsCsv = (judgements: readonly Judgement[]): Generator<string> =>
  csvLines(
    COLUMNS,
    judgements.map((judgement) => {
      const { measured, bound } = judgement;
      const { id, text, source, paper, trials, preset, verdict, reason, command } =
        claimLine(judgement);
      return {
        id,
        claim: text,
        source,
        paper,
        mean: measured?.mean ?? null,
        min: measured?.min ?? null,
        max: measured?.max ?? null,
        bound,
        trials,
        preset,
        verdict,
        reason,
        command,
      };
    }),
  );

const escape = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|');

/** What running a claim's command would still cost, as text by id: `12 core-hours`. */
export type Costs = ReadonlyMap<string, string>;

const NONE: Costs = new Map();

/** Judgements as a Markdown table. */
export function claimsMarkdown(judgements: readonly Judgement[], costs: Costs = NONE): string {
  const header = [
    '',
    'claim',
    'source',
    'paper',
    'measured',
    'trials',
    'verdict',
    'why; what to run',
  ];
  const lines = judgements
    .map(claimLine)
    .map((line) => [
      line.id,
      line.text,
      line.source,
      line.paper,
      line.measured,
      trialsOf(line),
      line.verdict,
      because(line, costs),
    ]);
  const rule = header.map(() => '---');
  return [header, rule, ...lines].map((cells) => `| ${cells.map(escape).join(' | ')} |\n`).join('');
}

const trialsOf = ({ trials, preset }: { trials: number; preset: string | null }): string =>
  preset === null ? '' : `${trials} (${preset})`;

const because = ({ id, reason, command }: ClaimLine, costs: Costs): string =>
  command === null ? reason : `${reason}; \`${command}\`${costText(costs, id)}`;

const costText = (costs: Costs, id: string): string =>
  costs.has(id) ? ` (${costs.get(id)!})` : '';

/**
 * Judgements for a terminal of this width: for each claim a line of what was measured, then what is claimed and why the
 * verdict is what it is, and a last line that counts verdicts.
 */
export function claimsTable(
  judgements: readonly Judgement[],
  width = 120,
  costs: Costs = NONE,
): string {
  const lines = judgements.map(claimLine);
  const heads = lines.map((line) => [
    line.id,
    line.verdict,
    `paper: ${line.paper}`,
    line.measured === '' ? '' : `measured: ${line.measured}, ${trialsOf(line)}`,
  ]);
  const widths = [0, 1, 2].map((column) =>
    heads.reduce((widest, head) => Math.max(widest, head[column]!.length), 0),
  );
  const blocks = lines.map((line, i) => {
    const head = heads[i]!.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    const told = [line.text, `${line.source}: ${line.reason}.`];
    const command = line.command === null ? [] : [`${line.command}${costText(costs, line.id)}`];
    return [head.trimEnd(), ...[...told, ...command].flatMap((text) => wrap(text, width))].join(
      '\n',
    );
  });
  return `${[...blocks, counts(judgements)].join('\n\n')}\n`;
}

function counts(judgements: readonly Judgement[]): string {
  const parts = VERDICTS.map((verdict) => {
    const count = judgements.filter((judgement) => judgement.verdict === verdict).length;
    return count === 0 ? '' : `${count} ${verdict}`;
  }).filter((part) => part !== '');
  const noun = judgements.length === 1 ? '1 claim' : `${judgements.length} claims`;
  return parts.length === 0 ? `${noun}.` : `${noun}: ${parts.join(', ')}.`;
}

const INDENT = '    ';

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${INDENT}${word}`);
  }
  return lines;
}
