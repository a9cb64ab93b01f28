import { Worker } from 'node:worker_threads';
import type { ReportInput } from '@sweepstake/report';
import type { ReportPlaces } from '../report/gather-report.ts';

/** Least seconds between two drawings, and how many times as long as the last one took. */
const EVERY = 30;
const PATIENCE = 10;

const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './draw-thread.ts' : './draw-thread.js',
  import.meta.url,
);

/** What the thread tells: the report, or what it left out. */
export type DrawMessage = { readonly input: ReportInput } | { readonly line: string };

/** Claims and figures as they were drawn last. */
export interface DrawnReport {
  /** null until the first one is drawn. */
  latest(): ReportInput | null;
  /** Draws anew where more is finished than before and the last drawing is long enough ago; does not wait for it. */
  refresh(finished: number): void;
  /** Ends what is being drawn. */
  close(): Promise<void>;
}

/** See `DrawnReport`. What is left out is told once; what cannot be drawn, when more is finished it may be. */
export function drawnReport(places: ReportPlaces, onLeftOut: (line: string) => void): DrawnReport {
  let latest: ReportInput | null = null;
  let drawnFor = -1;
  let thread: Worker | null = null;
  let closed = false;
  let next = 0;
  const told = new Set<string>();
  const tell = (line: string): void => {
    if (!told.has(line)) onLeftOut(line);
    told.add(line);
  };
  const draw = (finished: number): void => {
    const began = performance.now();
    thread = new Worker(THREAD, { workerData: places });
    thread.on('message', (message: DrawMessage) => {
      if ('line' in message) tell(message.line);
      else latest = message.input;
    });
    thread.on('error', (error) => tell(`the report is not drawn: ${error.message}`));
    thread.on('exit', () => {
      thread = null;
      drawnFor = finished;
      const now = performance.now();
      next = now + Math.max(EVERY * 1000, PATIENCE * (now - began));
    });
  };
  return {
    latest: () => latest,
    refresh(finished) {
      const isDue = finished !== drawnFor && performance.now() >= next;
      if (isDue && thread === null && !closed) draw(finished);
    },
    async close() {
      closed = true;
      await thread?.terminate();
    },
  };
}
