import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openStore, readJournals } from '@sweepstake/store';
import type { Store } from '@sweepstake/store';
import { readPlans } from './freeze-plan.ts';
import { readOwn } from './own/own-record.ts';
import { readRunRecord } from './run-record.ts';

/** A file of a run folder that is not what was written. */
export interface Damaged {
  /** Its path from the run folder on. */
  readonly file: string;
  readonly why: string;
  /** True where it was put aside, so that nothing uses it any more. */
  readonly remedied: boolean;
}

/** What came out of reading everything. */
export interface Verified {
  readonly folder: string;
  readonly stages: number;
  readonly checkpoints: number;
  readonly damaged: readonly Damaged[];
}

/**
 * Reads every file of a run folder again, against the hashes that were written with it. With `remedy` damaged stages
 * and states are put aside and a damaged plan is deleted: the same run makes them again. Journals and `run.json` are
 * never touched.
 */
export function verifyFolder(folder: string, remedy: boolean): Verified {
  const store = openStore(folder, { create: false });
  const stages = store.names();
  const checkpoints = store.checkpoints();
  const damaged = [
    ...planDamage(store, remedy),
    ...stages.flatMap((id) => stageDamage(store, id, remedy)),
    ...checkpoints.flatMap((id) => checkpointDamage(store, id, remedy)),
    ...failureDamage(store, remedy),
    ...journalDamage(store),
    ...recordDamage(store),
  ];
  return { folder, stages: stages.length, checkpoints: checkpoints.length, damaged };
}

/** The damage that a check throws; `remedy` is called for it where it is asked for. */
function damageOf(file: string, check: () => void, remedy?: () => void): Damaged[] {
  try {
    check();
    return [];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // What the system says: the file went away or cannot be read.
    if (code !== undefined && !code.startsWith('SWEEPSTAKE_')) throw error;
    remedy?.();
    return [{ file, why: bare(message), remedied: remedy !== undefined }];
  }
}

/** Which stage it is says the file's name, and what to do says the command. */
const bare = (message: string): string =>
  message.replace(/^stage \w+ is damaged: /, '').replace(/; delete .*$/, '');

const stageDamage = (store: Store, id: string, remedy: boolean): Damaged[] =>
  damageOf(
    join('stages', id.slice(0, 2), `${id}.stage`),
    () => store.verify(id),
    remedy ? () => void store.setAside(id) : undefined,
  );

const checkpointDamage = (store: Store, id: string, remedy: boolean): Damaged[] =>
  damageOf(
    join('checkpoints', id),
    () => store.checkpoint(id).verify(),
    // Reading puts a damaged one aside.
    remedy ? () => void store.checkpoint(id).read() : undefined,
  );

const planDamage = (store: Store, remedy: boolean): Damaged[] =>
  damageOf(
    'plan.json',
    () => void readPlans(store),
    remedy ? () => rmSync(join(store.root, 'plan.json')) : undefined,
  );

const recordDamage = (store: Store): Damaged[] => {
  const own = damageOf('own.json', () => readOwn(store.root));
  // Reading the one reads the other.
  return own.length > 0 ? own : damageOf('run.json', () => void readRunRecord(store.root));
};

const failureDamage = (store: Store, remedy: boolean): Damaged[] =>
  store
    .failures()
    .filter(({ reason }) => reason.startsWith('unknown: its record is damaged'))
    .map(({ id, reason }) => {
      if (remedy) store.clearFailure(id);
      return { file: join('failures', `${id}.json`), why: reason, remedied: remedy };
    });

/** Times alone are lost with lines of a journal. */
const journalDamage = (store: Store): Damaged[] =>
  readJournals(store)
    .filter(({ damaged }) => damaged.length > 0)
    .map(({ name, damaged }) => ({
      file: relative(store.root, join(store.root, 'journal', `${name}.jsonl`)),
      why: `line ${damaged.join(', ')} ${damaged.length === 1 ? 'is' : 'are'} damaged and not used; no result is lost`,
      remedied: false,
    }));
