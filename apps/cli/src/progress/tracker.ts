import type { PlannedStage } from '@sweepstake/experiments';
import type { PoolEvent } from '@sweepstake/pool';
import type { Progress } from '@sweepstake/stages';
import { isCheckpointEvent } from '../run-journal.ts';
import { costsOf } from './costs.ts';
import type { Cost } from './costs.ts';

/** What a worker is doing. */
export interface Busy {
  readonly label: string;
  readonly started: number;
  readonly progress: Progress | null;
  /** The fraction that was done before, of a training that continues; 0 before anything is known of it. */
  readonly before: number;
}

/** What a tracker is told of its run. */
export interface TrackerOptions {
  /** Each after those it depends on. */
  readonly pending: readonly PlannedStage[];
  /** Estimates one stage alone; how fast this machine is comes out as the run goes on. */
  readonly secondsOf: (stage: PlannedStage) => number;
  readonly workers: number;
  /** In seconds. */
  readonly clock: () => number;
}

/** How far a run is and how long the rest will take, from the events of the pool. */
export class Tracker {
  readonly total: number;
  readonly #items = new Map<string, Cost>();
  readonly #left: Map<string, Cost>;
  readonly #workers: (({ id: string } & Busy) | null)[];
  readonly #clock: () => number;
  #begun: number | null = null;
  #workDone = 0;

  constructor({ pending, secondsOf, workers, clock }: TrackerOptions) {
    this.total = pending.length;
    for (const item of costsOf(pending, secondsOf)) this.#items.set(item.id, item);
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
        const { id, label, worker } = event;
        this.#workers[worker] = { id, label, started: this.#clock(), progress: null, before: 0 };
        return;
      }
      case 'stage-progress': {
        const busy = this.#workers[event.worker];
        if (!busy || isCheckpointEvent(event.progress)) return;
        const progress = event.progress as Progress;
        this.#begun ??= this.#clock();
        const before = busy.progress === null ? fraction(progress) : busy.before;
        this.#workers[event.worker] = { ...busy, progress, before };
        return;
      }
      case 'stage-finished': {
        const before = this.#workers[event.worker]?.before ?? 0;
        this.#workDone += (1 - before) * (this.#left.get(event.id)?.cost ?? 0);
        break;
      }
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

  /**
   * Estimated seconds to the end; null before anything was measured. The speed is that since a training's first
   * report: workers that start and masks that are computed before say nothing of it.
   */
  secondsLeft(): number | null {
    const partial = new Map<string, number>();
    let done = this.#workDone;
    for (const busy of this.#workers) {
      if (busy?.progress == null) continue;
      const cost = this.#items.get(busy.id)?.cost ?? 0;
      partial.set(busy.id, cost * fraction(busy.progress));
      done += cost * (fraction(busy.progress) - busy.before);
    }
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
}

const fraction = ({ iteration, iterations }: Progress): number =>
  iteration / Math.max(iterations, 1);
