import { isStale, OWNER_DEFAULTS } from '@sweepstake/store';
import type { Claim, Failure, Store } from '@sweepstake/store';
import type { PlannedStage } from '@sweepstake/experiments';
import type { TrainRecord } from '@sweepstake/stages';

/** What a stage is. One that waits for a failed one is pending. */
export type State = 'done' | 'running' | 'stale' | 'failed' | 'pending';

export const STATES: readonly State[] = ['done', 'running', 'stale', 'failed', 'pending'];

/** What a run folder says of the stages of one plan. */
export interface States {
  readonly of: ReadonlyMap<string, State>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly failures: ReadonlyMap<string, Failure>;
  /** Finished trainings without a result. */
  readonly diverged: readonly string[];
  /** Stages whose file is damaged; they are not done. */
  readonly damaged: readonly string[];
}

/** What was found of finished stages before: they stay as they are, and are not looked at again. */
export type Known = Map<string, 'done' | 'diverged'>;

/**
 * Looks at every stage of a plan once; `known` is added to. Claims of other machines are held against the file server's
 * clock, for which a file is written and removed, or by `readOnly` against that of this machine.
 */
export function statesOf(
  stages: readonly PlannedStage[],
  store: Store,
  known: Known = new Map(),
  readOnly = false,
): States {
  const of = new Map<string, State>();
  const damaged: string[] = [];
  const claims = new Map(store.claims().map((claim) => [claim.id, claim]));
  const failures = new Map(store.failures().map((failure) => [failure.id, failure]));
  const isElsewhere = [...claims.values()].some(({ alive }) => alive === null);
  const now = isElsewhere ? (readOnly ? Date.now() : serverTime(store)) : 0;
  for (const { id } of stages) {
    const found = known.get(id) ?? look(store, id);
    if (found === 'done' || found === 'diverged') known.set(id, found);
    if (found === 'damaged') damaged.push(id);
    const claim = claims.get(id);
    of.set(id, stateOf(found, claim, failures.has(id), now));
  }
  const diverged = stages.map(({ id }) => id).filter((id) => known.get(id) === 'diverged');
  return { of, claims, failures, diverged, damaged };
}

type Found = 'done' | 'diverged' | 'damaged' | 'absent';

function stateOf(found: Found, claim: Claim | undefined, failed: boolean, now: number): State {
  if (found === 'done' || found === 'diverged') return 'done';
  if (claim !== undefined) {
    const heartbeat = claim.owner?.heartbeat ?? OWNER_DEFAULTS.heartbeat;
    return isStale(claim, now, heartbeat * OWNER_DEFAULTS.missed) ? 'stale' : 'running';
  }
  return failed ? 'failed' : 'pending';
}

/** One look at a file instead of two: most of the time of a large folder goes there. */
function look(store: Store, id: string): Found {
  try {
    const record = store.record(id).record as Partial<TrainRecord>;
    return (record.diverged ?? null) === null ? 'done' : 'diverged';
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'SWEEPSTAKE_STORE_NO_STAGE') return 'absent';
    if (code === 'SWEEPSTAKE_STORE_DAMAGED') return 'damaged';
    throw error;
  }
}

/** Of a folder that this process may only read, the clock of this machine has to do. */
function serverTime(store: Store): number {
  try {
    return store.serverTime();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SWEEPSTAKE_STORE_NOT_WRITABLE') throw error;
    return Date.now();
  }
}
