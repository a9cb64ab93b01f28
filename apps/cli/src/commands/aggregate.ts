import { join } from 'node:path';
import type { ReplacedRun } from '@sweepstake/aggregate';
import { ALL } from '../all-figures.ts';
import { fileNameOf } from '../describe-run.ts';
import { counted } from '../duration.ts';
import { forEveryFigure } from '../every-figure.ts';
import { experimentNamed } from '../experiment-named.ts';
import { gather } from '../gather.ts';
import type { ChooseFlags, Gathered } from '../gather.ts';
import { publish } from '../publish.ts';
import type { PublishedNow } from '../publish.ts';
import { RESULTS } from '../published.ts';
import { printTable } from '../print-table.ts';
import { readDensities } from '../results.ts';
import { COMMAND, say, sayJson } from '../shell.ts';
import { TABLES, writeTables } from '../write-tables.ts';
import type { WrittenTables } from '../write-tables.ts';

/** Flags of `sweepstake aggregate`. */
export interface AggregateFlags extends ChooseFlags {
  readonly tables?: string;
  readonly full?: boolean;
  readonly publish?: boolean;
  readonly json?: boolean;
}

/** Tables that were written, and what they are of. */
interface Aggregated {
  readonly gathered: Gathered;
  readonly tables: WrittenTables;
  readonly published: PublishedNow | null;
}

/** `sweepstake aggregate`: tables from what is finished. */
export async function aggregate(argument: string, flags: AggregateFlags): Promise<number> {
  if (argument === ALL) return aggregateAll(flags);
  const experiment = experimentNamed(argument, flags.runs);
  const done = aggregateOne(experiment, flags);
  const { gathered, tables, published } = done;
  const { results, folder } = gathered;
  if (flags.json === true) {
    sayJson(jsonOf(done));
    return 0;
  }
  for (const line of sourceLines(gathered)) say(line);
  printTable(results);
  say(`tables: ${tables.folder} (${tables.files.join(', ')})`);
  if (tables.stride !== null)
    say(
      `of curves, the files hold those of the figure's rounds, every ${tables.stride} iterations; ` +
        '--full writes all values',
    );
  for (const line of published === null ? [] : publishedLines(published)) say(line);
  if (results.finished < results.planned && folder !== null)
    say(`partial; ${COMMAND} status --runs ${folder} says what is missing`);
  return 0;
}

function aggregateOne(experiment: string, flags: AggregateFlags): Aggregated {
  const gathered = gather(experiment, flags);
  const { results, store, published } = gathered;
  const name = fileNameOf(results.plan.config);
  const tables = flags.tables === undefined ? join(TABLES, name) : flags.tables;
  const { distributions: densities } = readDensities(results.plan, store, published);
  return {
    gathered,
    tables: writeTables(results, tables, { full: flags.full === true, densities }),
    published:
      flags.publish === true ? publish(gathered, join(flags.results ?? RESULTS, experiment)) : null,
  };
}

/** `sweepstake aggregate all`: those of every figure of which anything is finished. */
async function aggregateAll(flags: AggregateFlags): Promise<number> {
  const reports: unknown[] = [];
  const status = await forEveryFigure(flags, (experiment, preset) => {
    const done = aggregateOne(experiment, {
      ...flags,
      preset,
      ...(flags.tables !== undefined && { tables: join(flags.tables, `${experiment}-${preset}`) }),
    });
    if (flags.json === true) reports.push(jsonOf(done));
    else {
      say(`${experiment}, preset ${preset}: ${sourceLines(done.gathered).join('; ')}`);
      say(`  tables: ${done.tables.folder}`);
      for (const line of done.published === null ? [] : publishedLines(done.published))
        say(`  ${line}`);
    }
    return Promise.resolve();
  });
  if (flags.json === true) sayJson(reports);
  return status;
}

function jsonOf({ gathered, tables, published }: Aggregated) {
  const { results, folder } = gathered;
  const { plan, planned, finished, diverged, replaced, rows } = results;
  return {
    config: plan.config,
    folder,
    trainings: planned,
    finished,
    published: results.published,
    beside: results.beside,
    replaced: replaced.map(({ run, stage }) => ({ published: run.stage, onDisk: stage })),
    diverged,
    tables,
    ...(published !== null && {
      publishedNow: { ...published, replaced: published.replaced.length },
    }),
    rows: rows.filter(({ at }) => at !== 'iteration'),
  };
}

/** Where the numbers are from, and which published ones gave way. */
export function sourceLines({ results, from }: Gathered): string[] {
  const { finished, planned, published, beside, replaced } = results;
  const also =
    (published === 0 ? '' : `, ${published} of them published before`) +
    (beside === 0 ? '' : `, and ${beside} published beside them`);
  return [
    `from ${from || 'no run'}: ${finished} of ${counted(planned, 'training')}${also}`,
    ...replacedLines(replaced),
  ];
}

/** How many published trainings others were found in place of. */
const replacedLines = (replaced: readonly ReplacedRun[]): string[] =>
  replaced.length === 0
    ? []
    : [
        `${counted(replaced.length, 'published training')} ${replaced.length === 1 ? 'is' : 'are'} another ` +
          'stage than on disk, which is taken',
      ];

function publishedLines({ folder, files, trainings, added, replaced }: PublishedNow): string[] {
  return [
    `published: ${folder} (${files.join(', ')}), ${counted(trainings, 'training')}, ${added} of them new`,
    ...replacedLines(replaced),
  ];
}
