import type { PlannedStage } from '@sweepstake/experiments';
import type { PoolEvent } from '@sweepstake/pool';
import type { Progress } from '@sweepstake/stages';
import { isCheckpointEvent } from '../run-journal.ts';

/** What a worker is doing. */
export interface Busy {
  readonly label: string;
  readonly started: number;
  readonly progress: Progress | null;
}

interface Item {
  readonly stage: PlannedStage;
  /** Estimated work, in any unit. */
  readonly cost: number;
  /** Work of the longest path that starts here. */
  readonly path: number;
}

/** A training of few weights still pays for its batches and its evaluation: this share of the largest one. */
const FIXED_SHARE = 0.12;

/** How far a run is and how long the rest will take, from the events of the pool. */
export class Tracker {
  readonly total: number;
  readonly #items = new Map<string, Item>();
  readonly #left: Map<string, Item>;
  readonly #workers: (({ id: string } & Busy) | null)[];
  readonly #clock: () => number;
  #begun: number | null = null;
  #workDone = 0;

  /** `pending` lists each stage after those it depends on; `clock` is in seconds. */
  constructor(pending: readonly PlannedStage[], workers: number, clock: () => number) {
    this.total = pending.length;
    for (const item of withCosts(pending)) this.#items.set(item.stage.id, item);
    this.#left = new Map(this.#items);
    this.#workers = Array.from({ length: workers }, () => null);
    this.#clock = clock;
  }

  /** Stages that ended, in any way. */
  get done(): number {
    return this.total - this.#left.size;
  }

  get workers(): readonly (Busy | null)[] {
    return this.#workers;
  }

  take(event: PoolEvent): void {
    switch (event.kind) {
      case 'stage-started': {
        this.#begun ??= this.#clock();
        const { id, label, worker } = event;
        this.#workers[worker] = { id, label, started: this.#clock(), progress: null };
        return;
      }
      case 'stage-progress': {
        const busy = this.#workers[event.worker];
        if (busy && !isCheckpointEvent(event.progress))
          this.#workers[event.worker] = { ...busy, progress: event.progress as Progress };
        return;
      }
      case 'stage-finished':
        this.#workDone += this.#left.get(event.id)?.cost ?? 0;
        break;
      case 'stage-failed':
        if (event.willRetry) {
          this.#workers[event.worker] = null;
          return;
        }
        break;
      case 'stage-stopped':
        this.#workers[event.worker] = null;
        return;
      default:
    }
    this.#left.delete(event.id);
    if ('worker' in event) this.#workers[event.worker] = null;
  }

  /** Estimated seconds to the end; null before anything was measured. */
  secondsLeft(): number | null {
    const partial = this.#partialWork();
    const done = this.#workDone + [...partial.values()].reduce((a, b) => a + b, 0);
    const elapsed = this.#begun === null ? 0 : this.#clock() - this.#begun;
    if (done === 0 || elapsed < 1) return null;
    let work = 0;
    let path = 0;
    for (const [id, item] of this.#left) {
      const begun = partial.get(id) ?? 0;
      work += item.cost - begun;
      path = Math.max(path, item.path - begun);
    }
    // Near the end one chain is left and most workers have nothing to do.
    const rate = done / elapsed;
    return Math.max(work / rate, (path * this.#workers.length) / rate);
  }

  #partialWork(): Map<string, number> {
    const partial = new Map<string, number>();
    for (const busy of this.#workers) {
      if (busy?.progress == null) continue;
      const { iteration, iterations } = busy.progress;
      const cost = this.#items.get(busy.id)?.cost ?? 0;
      partial.set(busy.id, (cost * iteration) / Math.max(iterations, 1));
    }
    return partial;
  }
}

/** A plan's priority is the work of the longest path; its first step is the stage's own. */
function withCosts(stages: readonly PlannedStage[]): Item[] {
  const behind = new Map<string, number>();
  for (const { dependsOn, priority } of stages)
    for (const id of dependsOn) behind.set(id, Math.max(behind.get(id) ?? 0, priority));
  const own = new Map(stages.map(({ id, priority }) => [id, priority - (behind.get(id) ?? 0)]));
  const fixed = FIXED_SHARE * Math.max(0, ...own.values());
  const paths = new Map<string, number>();
  const items: Item[] = [];
  for (const stage of stages.toReversed()) {
    const cost = own.get(stage.id)! + (stage.payload.kind === 'train' ? fixed : 0);
    const path = cost + (paths.get(stage.id) ?? 0);
    for (const id of stage.dependsOn) paths.set(id, Math.max(paths.get(id) ?? 0, path));
    items.push({ stage, cost, path });
  }
  return items;
}
