import { setTimeout as sleep } from 'node:timers/promises';
import { openOwner, stageId } from '@sweepstake/store';
import type { Owner, Store } from '@sweepstake/store';
import type { Exclusively } from './freeze-plan.ts';

/** This process among those that work in one run folder. */
export interface Crowd {
  /** What the pool claims stages with; undefined where the file system has no hard links. */
  readonly owner: Owner | undefined;
  readonly exclusively: Exclusively;
  close(): void;
}

/** Claimed like a stage while the records of the folder are changed. */
const RECORDS = stageId({ claims: 'plan.json and run.json' });

/** Milliseconds between two attempts. */
const PATIENCE = 50;

/**
 * Makes this process known in a run folder once that is needed, so that several share the work of one run. Where the file system cannot do
 * that `note` is told, and this process takes every stage that is not finished.
 */
export function openCrowd(store: Store, note: (text: string) => void): Crowd {
  // Made when it is needed: a finished run writes nothing.
  let made: { readonly owner: Owner | undefined } | null = null;
  const own = (): Owner | undefined => (made ??= { owner: ownerOf(store, note) }).owner;
  return {
    get owner() {
      return own();
    },
    async exclusively(change) {
      const owner = own();
      while (owner?.claim(RECORDS) === false) await sleep(PATIENCE);
      try {
        change();
      } finally {
        owner?.release(RECORDS);
      }
    },
    close: () => made?.owner?.close(),
  };
}

function ownerOf(store: Store, note: (text: string) => void): Owner | undefined {
  try {
    return openOwner(store, {
      onMissedBeat: (error) =>
        note(
          `no sign of life could be written (${(error as Error).message}); others may take over`,
        ),
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SWEEPSTAKE_STORE_NO_LINKS') throw error;
    note((error as Error).message);
    return undefined;
  }
}
