import type { WriteStream } from 'node:tty';
import type { PlannedStage } from '@sweepstake/experiments';
import type { PoolEvent } from '@sweepstake/pool';
import { liveDisplay } from './live-display.ts';
import { plainDisplay } from './plain-display.ts';
import { Tracker } from './tracker.ts';

const clock = (): number => performance.now() / 1000;

/** Shows how far a run is. */
export interface Display {
  take(event: PoolEvent): void;
  /** A line that stays. */
  note(text: string): void;
  close(): void;
}

/** What a display draws from. */
export interface DisplayOptions {
  readonly stages: readonly PlannedStage[];
  /** Estimates one of them alone. */
  readonly secondsOf: (stage: PlannedStage) => number;
  readonly workers: number;
  readonly stream: WriteStream;
}

/** One live line per worker on a terminal, plain throttled lines otherwise. */
export function openDisplay({ stages, secondsOf, workers, stream }: DisplayOptions): Display {
  const tracker = new Tracker({ pending: stages, secondsOf, workers, clock });
  const labels = new Map(stages.map(({ id, label }) => [id, label]));
  return stream.isTTY && process.env['TERM'] !== 'dumb'
    ? liveDisplay(tracker, labels, stream, clock)
    : plainDisplay(tracker, labels, (line) => void stream.write(`${line}\n`), clock);
}
