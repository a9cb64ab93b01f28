import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@sweepstake/store';
import { parseConfig } from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';
import { badRecord, cannotWrite } from './errors.ts';

/** One configuration that was run in a folder, as resolved then. */
export interface RunEntry {
  readonly config: RunConfig;
  /** The backend's numerics version, part of every stage's identity. */
  readonly numerics: string;
}

const FILE = 'run.json';
const FORMAT = 1;

/** Every configuration that was run in the folder, oldest first; none where nothing was. */
export function readRunRecord(folder: string): RunEntry[] {
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
    return runs.map(({ config, numerics }) => ({ config: parseConfig(config), numerics }));
  } catch (error) {
    throw badRecord(file, (error as Error).message);
  }
}

/** Puts a configuration last; one that differs in the number of trials only is replaced. */
export function addToRunRecord(folder: string, entry: RunEntry): void {
  const key = ({ config, numerics }: RunEntry): string =>
    canonicalJson({ ...config, trials: 0, numerics });
  const others = readRunRecord(folder).filter((other) => key(other) !== key(entry));
  const file = join(folder, FILE);
  const text = `${JSON.stringify({ format: FORMAT, runs: [...others, entry] }, null, 2)}\n`;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
