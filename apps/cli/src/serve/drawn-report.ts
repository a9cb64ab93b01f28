import type { ReportInput } from '@sweepstake/report';
import { gatherReport } from '../report/gather-report.ts';
import type { ReportPlaces } from '../report/gather-report.ts';

/** Least seconds between two drawings, and how many times as long as the last one took. */
const EVERY = 30;
const PATIENCE = 10;

/** Claims and figures as they were drawn last. */
export interface DrawnReport {
  /** null until the first one is drawn. */
  latest(): ReportInput | null;
  /** Draws anew where more is finished than before and the last drawing is long enough ago; does not wait for it. */
  refresh(finished: number): void;
}

/** See `DrawnReport`. What cannot be drawn is told, and drawn when more is finished. */
export function drawnReport(places: ReportPlaces, onFailed: (line: string) => void): DrawnReport {
  let latest: ReportInput | null = null;
  let drawnFor = -1;
  let drawing = false;
  let next = 0;
  const lines = new Set<string>();
  const told = (line: string): void => {
    if (!lines.has(line)) onFailed(line);
    lines.add(line);
  };
  const draw = async (finished: number): Promise<void> => {
    const began = performance.now();
    try {
      latest = await gatherReport(places, told);
    } catch (error) {
      onFailed(`the report is not drawn: ${(error as Error).message}`);
    }
    const took = performance.now() - began;
    next = performance.now() + Math.max(EVERY * 1000, PATIENCE * took);
    drawnFor = finished;
    drawing = false;
  };
  return {
    latest: () => latest,
    refresh(finished) {
      if (drawing || finished === drawnFor || performance.now() < next) return;
      drawing = true;
      void draw(finished);
    },
  };
}
