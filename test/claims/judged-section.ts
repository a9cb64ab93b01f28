import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../apps/cli/src/cli.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Line {
  readonly id: string;
  readonly text: string;
  readonly paper: string;
  readonly measured: string;
  readonly trials: number;
  readonly preset: string;
  readonly verdict: string;
}

const BEGIN = '<!-- judged claims: written by npm run claims:readme -->';
const END = '<!-- end of judged claims -->';

/** Every claim that the published results decide, as `sweepstake claims --judged` says, in a table of Markdown. */
export function judgedClaims(): string {
  const none = mkdtempSync(join(tmpdir(), 'sweepstake-claims-'));
  try {
    const words = ['claims', '--judged', '--json', '--runs', none];
    const text = execFileSync(
      process.execPath,
      ['--conditions=@sweepstake/source', CLI, ...words],
      { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
    );
    return table(JSON.parse(text) as Line[]);
  } finally {
    rmSync(none, { recursive: true });
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/^>/, '\\>');

function table(lines: readonly Line[]): string {
  const byPreset = Map.groupBy(lines, ({ preset }) => preset);
  const counts = [...byPreset].map(([preset, own]) => {
    const verdicts = ['reproduced', 'direction only', 'not reproduced'].map(
      (verdict) => `${own.filter((line) => line.verdict === verdict).length} ${verdict}`,
    );
    return `at preset \`${preset}\` ${verdicts.join(', ')}`;
  });
  const rows = lines.map(({ id, text, paper, measured, trials, preset, verdict }) =>
    [id, text, paper, measured, `${trials} (${preset})`, verdict].map(cell).join(' | '),
  );
  return [
    `${lines.length} claims are judged by the published results: ${counts.join('; ')}.`,
    '',
    '| | claim | the paper | measured, mean [min, max] | trials | verdict |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** A README with its section of judged claims as it is now; throws where it has none. */
export function withJudgedClaims(readme: string, claims: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from)
    throw new Error(`README.md has no section between '${BEGIN}' and '${END}'`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${claims}\n\n${readme.slice(to)}`;
}
