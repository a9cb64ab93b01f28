import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { parseConfig } from '@sweepstake/experiments';
import type { Experiment, RunConfig } from '@sweepstake/experiments';
import { OTHER_DEFINITION, badRecord } from './errors.ts';
import { addDefinition } from './own/own-experiments.ts';
import { readOwn } from './own/own-record.ts';

/** One configuration that was run in a folder, as resolved then. */
export interface RunEntry {
  readonly config: RunConfig;
  /** The backend's numerics version, part of every stage's identity. */
  readonly numerics: string;
  /** Hash of its stages (`digestOf`), for a look that need not read all of `plan.json`; absent where it is not known. */
  readonly plan?: string | undefined;
  /** The experiment, where it is one's own. */
  readonly definition?: Experiment | undefined;
}

const FILE = 'run.json';
const FORMAT = 1;

/**
 * Every configuration that was run in the folder, oldest first; none where nothing was. What they have of networks,
 * data sets and experiments of one's own becomes known.
 */
export function readRunRecord(folder: string): RunEntry[] {
  readOwn(folder);
  const file = join(folder, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw badRecord(file, (error as Error).message);
  }
  try {
    const { format, runs } = JSON.parse(text) as { format: unknown; runs: RunEntry[] };
    if (format !== FORMAT)
      throw new Error(`format ${String(format)}, this version reads ${FORMAT}`);
    return runs.map(({ config, numerics, plan, definition }) => {
      if (definition !== undefined) addDefinition(definition, file);
      return { config: parseConfig(config), numerics, plan, definition };
    });
  } catch (error) {
    if ((error as { code?: string }).code === OTHER_DEFINITION) throw error;
    throw badRecord(file, (error as Error).message);
  }
}

const keyOf = ({ config, numerics }: RunEntry): string =>
  canonicalJson({ ...config, trials: 0, numerics });

/** Whether a configuration, with its number of trials and its stages, is the last one that was run in the folder. */
export function isRecorded(folder: string, entry: RunEntry): boolean {
  const last = readRunRecord(folder).at(-1);
  return (
    last !== undefined && keyOf(last) === keyOf(entry) && last.config.trials === entry.config.trials
  );
}

/** Puts a configuration last; one that differs in the number of trials only is replaced. */
export function addToRunRecord(store: Store, entry: RunEntry): void {
  const others = readRunRecord(store.root).filter((other) => keyOf(other) !== keyOf(entry));
  store.replace(FILE, `${JSON.stringify({ format: FORMAT, runs: [...others, entry] }, null, 2)}\n`);
}
