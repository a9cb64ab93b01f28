import { join } from 'node:path';
import { expand } from '@sweepstake/experiments';
import { openStore } from '@sweepstake/store';
import { chooseRun } from '../choose-run.ts';
import { fileNameOf } from '../describe-run.ts';
import { printTable } from '../print-table.ts';
import type { ConfigFlags } from '../resolve-config.ts';
import { readResults } from '../results.ts';
import type { Results } from '../results.ts';
import { COMMAND, say, sayJson } from '../shell.ts';
import { TABLES, writeTables } from '../write-tables.ts';

/** Flags that say which run is meant. */
export interface ChooseFlags extends ConfigFlags {
  readonly runs?: string;
}

/** Flags of `sweepstake aggregate`. */
export interface AggregateFlags extends ChooseFlags {
  readonly tables?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** `sweepstake aggregate`: tables from what is finished. */
export function aggregate(experiment: string, flags: AggregateFlags): number {
  const { results, folder } = readChosen(experiment, flags);
  const { plan, finished, rows, diverged } = results;
  const target = flags.tables ?? join(TABLES, fileNameOf(plan.config));
  const tables = writeTables(results, target, { full: flags.full === true });
  if (flags.json === true) {
    sayJson({
      config: plan.config,
      folder,
      trainings: plan.runs.length,
      finished,
      diverged,
      tables,
      rows: rows.filter(({ at }) => at !== 'iteration'),
    });
    return 0;
  }
  say(`from ${folder}: ${finished} of ${plan.runs.length} trainings`);
  printTable(results);
  say(`tables: ${tables.folder} (${tables.files.join(', ')})`);
  if (tables.stride !== null)
    say(
      `of curves, the files hold those of the figure's rounds, every ${tables.stride} iterations; ` +
        '--full writes all values',
    );
  if (finished < plan.runs.length)
    say(`partial; ${COMMAND} status --runs ${folder} says what is missing`);
  return 0;
}

/** The finished trainings of the run that the flags choose. */
export function readChosen(
  experiment: string,
  flags: ChooseFlags,
): { readonly results: Results; readonly folder: string } {
  const { config, numerics, folder } = chooseRun(experiment, flags);
  const store = openStore(folder, { create: false });
  return { results: readResults(expand(config, numerics), store), folder };
}
