import type { PoolEvent } from '@sweepstake/pool';
import type { Display } from './display.ts';
import { busyLine, endLine, totalLine } from './lines.ts';
import type { Tracker } from './tracker.ts';

/** Seconds without a line after which one is printed, and between two lines of finished stages. */
const SILENCE = 10;
const PACE = 1;

/** Lines for a log: failures at once, finished stages at most once a second, never silent for long. */
export function plainDisplay(
  tracker: Tracker,
  labels: ReadonlyMap<string, string>,
  print: (line: string) => void,
  clock: () => number,
): Display {
  let last = -Infinity;
  const say = (line: string): void => {
    last = clock();
    print(line);
  };
  const timer = setInterval(() => {
    if (clock() - last < SILENCE) return;
    const busy = tracker.workers.filter((worker) => worker !== null).map(busyLine);
    say(`[${totalLine(tracker)}] ${busy.join('; ')}`);
  }, 1000);
  timer.unref();
  return {
    take(event: PoolEvent) {
      tracker.take(event);
      const line = endLine(event, labels.get(event.id) ?? event.id);
      if (line === null) return;
      const important = event.kind === 'stage-failed' || line.includes('diverged');
      if (!important && clock() - last < PACE) return;
      say(`[${totalLine(tracker)}] ${line}`);
    },
    note: say,
    close() {
      clearInterval(timer);
    },
  };
}
