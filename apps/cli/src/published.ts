import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDistributionTrialsCsv, readTrialsCsv } from '@sweepstake/aggregate';
import type { Distribution, RunResult } from '@sweepstake/aggregate';
import { cannotRead } from './errors.ts';

/** Where published results are unless `--results` says otherwise. */
export const RESULTS = 'results';

/** The published results of one experiment, of all presets; in canonical order. */
export interface Published {
  readonly runs: readonly RunResult[];
  readonly distributions: readonly Distribution[];
}

/** Files of `results/<experiment>` that are read back. */
export const TRIALS = 'trials.csv';
export const DENSITIES = 'distributions.csv';

/** What is published of an experiment in a folder of results; nothing where there are no such files. */
export function readPublished(folder: string, experiment: string): Published {
  const read = <Item>(name: string, parse: (text: string, file: string) => Item[]): Item[] => {
    const file = join(folder, experiment, name);
    const text = textOf(file);
    return text === null ? [] : parse(text, file);
  };
  return {
    runs: read(TRIALS, readTrialsCsv),
    distributions: read(DENSITIES, readDistributionTrialsCsv),
  };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw cannotRead(file, error);
  }
}
