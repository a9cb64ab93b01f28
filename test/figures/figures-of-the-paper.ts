import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findings } from './findings.ts';
import { readCsv } from './read-csv.ts';
import { SECTION_8 } from './section-8.ts';

/** What the drawn files of one figure lack: every plot as SVG, PNG, specification and CSV, and all that it shows. */
export function figureFindings(folder: string, figure: number, preset: string): string[] {
  const prefix = `figure-${figure}-${preset}`;
  const files = existsSync(folder)
    ? readdirSync(folder).filter(
        (name) => name.startsWith(`${prefix}.`) || name.startsWith(`${prefix}-`),
      )
    : [];
  const csvs = files.filter((name) => name.endsWith('.csv'));
  if (csvs.length === 0) return [`${prefix}: not drawn`];
  const found = csvs.flatMap((csv) =>
    ['svg', 'png'].flatMap((kind) => {
      const file = join(folder, csv.replace(/csv$/, kind));
      return existsSync(file) && statSync(file).size > 2000 ? [] : [`${csv}: no ${kind}`];
    }),
  );
  const shown = SECTION_8[figure];
  // Figure 2 is a table: there is nothing to measure.
  if (shown === undefined) return found;
  const rows = csvs.flatMap((csv) => readCsv(join(folder, csv)));
  return [...found, ...findings(shown, rows).map((finding) => `${prefix}: ${finding}`)];
}
