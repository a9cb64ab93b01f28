import { join } from 'node:path';
import { load } from '@sweepstake/datasets/node';
import { formatPercentRemaining } from '@sweepstake/aggregate';
import { applyOverrides, configOf } from '@sweepstake/experiments';
import { crewOf, crewWish } from '../crew.ts';
import { headline } from '../describe-plan.ts';
import { fileNameOf } from '../describe-run.ts';
import { FIGURES, writeFigures } from '../draw/write-figures.ts';
import { executeRun, openRunFolder } from '../execute-run.ts';
import { planOf } from '../plan-of.ts';
import { printTable } from '../print-table.ts';
import { drawableOf, readResults } from '../results.ts';
import type { Results } from '../results.ts';
import { doneLine, problemLines } from '../run-report.ts';
import { COMMAND, say } from '../shell.ts';
import { TABLES, writeTables } from '../write-tables.ts';

/** Flags of `sweepstake quickstart`. */
export interface QuickstartFlags {
  readonly runs?: string;
  readonly workers?: string;
  readonly tables?: string;
  readonly figures?: string;
}

/** `sweepstake quickstart`: the paper's figure 3, small, on MNIST where it can be had. */
export async function quickstart(flags: QuickstartFlags, signal: AbortSignal): Promise<number> {
  const folder = flags.runs ?? 'runs/quickstart';
  const wish = crewWish(flags);
  const dataset = await load('mnist', { env: process.env }, { fallback: 'strokes' });
  say(`data: ${dataset.source}`);
  const config = applyOverrides(configOf('figure-3', 'quick'), [`dataset=${dataset.name}`]);
  const plan = await planOf(config);
  const store = openRunFolder(plan, folder);
  const crew = crewOf(wish, plan.stages);
  say(headline(plan, crew, folder));
  const loadDatasets = () => Promise.resolve([dataset]);
  const outcome = await executeRun(plan, store, { ...crew, signal, loadDatasets });
  const results = readResults(plan, store);
  const tables = writeTables(results, flags.tables ?? join(TABLES, fileNameOf(config)));
  say(doneLine(outcome));
  if (outcome.stopped) {
    for (const line of problemLines(outcome)) say(line);
    return 1;
  }
  printTable(results);
  for (const line of [...comparison(results), ...problemLines(outcome)]) say(line);
  const drawable = drawableOf(results, []);
  const { files } = await writeFigures(drawable, flags.figures ?? FIGURES);
  for (const file of files.slice(0, 2)) say(`figure: ${file}`);
  for (const name of ['summary.csv', 'table.md']) say(`table:  ${join(tables.folder, name)}`);
  say();
  say('next:');
  say(`  ${COMMAND} run figure-3 --preset reduced   minutes instead of a minute`);
  say(
    `  ${COMMAND} run figure-3 --preset paper     all of the paper's figure 3, about an hour and a half`,
  );
  say(`  ${COMMAND} --help                          everything else`);
  return outcome.failed.length > 0 || results.diverged.length > 0 ? 1 : 0;
}

/** What the smallest ticket with a reinitialisation says, in words. */
function comparison({ rows }: Results): string[] {
  const levels = rows.filter(({ metric, at }) => metric === 'test_accuracy' && at === 'early_stop');
  const dense = levels.find(({ round }) => round === 0);
  const reinit = levels.findLast(({ variant }) => variant === 'reinit');
  const ticket = levels.find(
    ({ variant, round }) => variant === 'ticket' && round === reinit?.round,
  );
  if (dense === undefined || reinit === undefined || ticket === undefined) return [];
  const percent = (row: typeof dense): string => `${(100 * row.mean).toFixed(2)}%`;
  return [
    `with ${formatPercentRemaining(ticket.percent_remaining)}% of the weights the winning ticket ` +
      `reaches ${percent(ticket)} test accuracy at early stop,`,
    `the same network with other initial weights ${percent(reinit)}, the whole network ${percent(dense)}`,
    '',
  ];
}
