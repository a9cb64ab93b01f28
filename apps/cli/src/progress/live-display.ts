import type { WriteStream } from 'node:tty';
import type { PoolEvent } from '@sweepstake/pool';
import type { Display } from './display.ts';
import { busyLine, endLine, totalLine } from './lines.ts';
import type { Tracker } from './tracker.ts';

/** Seconds between two drawings. */
const REFRESH = 0.1;

/** One line per worker and one for all, redrawn in place; failures scroll away above them. */
export function liveDisplay(
  tracker: Tracker,
  labels: ReadonlyMap<string, string>,
  stream: WriteStream,
  clock: () => number,
): Display {
  let drawn = 0;
  let last = -Infinity;
  const erase = (): string => (drawn === 0 ? '' : `\u001B[${drawn}A\u001B[0J`);
  const draw = (above: string): void => {
    const width = Math.max(20, (stream.columns || 80) - 1);
    const workers = tracker.workers.map((busy, i) =>
      `  ${i + 1}  ${busy === null ? 'waiting' : busyLine(busy)}`.slice(0, width),
    );
    const lines = [...workers, `  ${totalLine(tracker)}`.slice(0, width)];
    stream.write(`${erase()}${above}${lines.join('\n')}\n`);
    drawn = lines.length;
    last = clock();
  };
  const timer = setInterval(() => draw(''), 1000);
  timer.unref();
  return {
    take(event: PoolEvent) {
      tracker.take(event);
      const line = endLine(event, labels.get(event.id) ?? event.id);
      const important = event.kind === 'stage-failed' || line?.includes('diverged') === true;
      if (important) draw(`${line}\n`);
      else if (clock() - last >= REFRESH) draw('');
    },
    note: (text) => draw(`${text}\n`),
    close() {
      clearInterval(timer);
      stream.write(erase());
      drawn = 0;
    },
  };
}
