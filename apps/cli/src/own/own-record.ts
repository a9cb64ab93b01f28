import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@sweepstake/experiments';
import type { Store } from '@sweepstake/store';
import { badOwnRecord } from '../errors.ts';
import type { Exclusively } from '../freeze-plan.ts';
import { addOwn, knownOwn } from './own.ts';
import type { Own } from './own.ts';

const FILE = 'own.json';
const FORMAT = 1;
const NOTHING: Own = { networks: {}, datasets: {} };

/**
 * Makes known what the runs in a folder have of networks and data sets of one's own, which `own.json` has: networks
 * whole, data sets by what they are and where they were. Does nothing where there is none.
 *
 * @throws SWEEPSTAKE_CLI_OWN_RECORD where it cannot be read
 */
export function readOwn(folder: string): void {
  const file = join(folder, FILE);
  const own = readRecord(file);
  try {
    addOwn(own, file);
  } catch (error) {
    throw badOwnRecord(file, (error as Error).message);
  }
}

/**
 * Keeps in the run folder what a plan has of one's own, beside what is kept there. Writes nothing where it is there, with
 * every place in which its data sets were seen.
 */
export async function keepOwn(plan: Plan, store: Store, exclusively: Exclusively): Promise<void> {
  const names = ownNames(plan);
  if (names.size === 0) return;
  const file = join(store.root, FILE);
  const isKept = (): boolean =>
    textOf(merged(readRecord(file), names)) === textOf(readRecord(file));
  if (isKept()) return;
  await exclusively(() => {
    if (!isKept()) store.replace(FILE, textOf(merged(readRecord(file), names)));
  });
}

/** Full names in the stages of a plan. */
function ownNames({ stages }: Plan): Set<string> {
  const names = stages.flatMap(({ payload }) => [
    ...('network' in payload ? [payload.network] : []),
    ...('dataset' in payload ? [payload.dataset] : []),
  ]);
  return new Set(names.filter((name) => name.includes('@')));
}

/** What is kept, and then what this process knows of these names. */
function merged(kept: Own, names: ReadonlySet<string>): Own {
  const { networks, datasets } = knownOwn(names);
  const places = Object.entries(datasets).map(([name, definition]) => {
    const folders = [...(kept.datasets[name]?.folders ?? []), ...definition.folders];
    return [name, { ...definition, folders: [...new Set(folders)] }] as const;
  });
  return {
    networks: { ...kept.networks, ...networks },
    datasets: { ...kept.datasets, ...Object.fromEntries(places) },
  };
}

const textOf = (own: Own): string => `${JSON.stringify({ format: FORMAT, ...own }, null, 2)}\n`;

function readRecord(file: string): Own {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return NOTHING;
    throw badOwnRecord(file, (error as Error).message);
  }
  try {
    const found = JSON.parse(text) as Own & { readonly format: unknown };
    if (found.format !== FORMAT)
      throw new Error(`format ${String(found.format)}, this version reads ${FORMAT}`);
    if (!isRecordOf(found.networks, isNetwork) || !isRecordOf(found.datasets, isDefinition))
      throw new Error('it lacks what it should have');
    return { networks: found.networks, datasets: found.datasets };
  } catch (error) {
    throw badOwnRecord(file, (error as Error).message);
  }
}

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRecordOf = (value: unknown, of: (name: string, entry: Entries) => boolean): boolean =>
  isEntries(value) &&
  Object.entries(value).every(([name, entry]) => isEntries(entry) && of(name, entry));

const isNetwork = (): boolean => true;

function isDefinition(name: string, entry: Entries): boolean {
  const { shape, classes, counts, scalings, folders } = entry;
  return (
    [entry['name'], entry['kind'], typeof classes].join() === [name, 'folder', 'number'].join() &&
    [shape, folders].every(Array.isArray) &&
    [counts, scalings].every(isEntries)
  );
}
