import { median } from './numbers.ts';

const WINDOW_MILLISECONDS = 10;
/** V8 replaces its first, quickly made machine code in this time. */
const WARMUP_MILLISECONDS = 80;

/** Seconds of one call: the median of windows of at least 10 ms, after 80 ms unmeasured. */
export function timeCall(call: (i: number) => void, repeats: number): number {
  let count = 1;
  for (let before = 0; ;) {
    const spent = milliseconds(call, count);
    before += spent;
    if (spent < WINDOW_MILLISECONDS) count *= 2;
    else if (before >= WARMUP_MILLISECONDS) break;
  }
  return median(Array.from({ length: repeats }, () => milliseconds(call, count) / count)) / 1000;
}

function milliseconds(call: (i: number) => void, count: number): number {
  const start = performance.now();
  for (let i = 0; i < count; i++) call(i);
  return performance.now() - start;
}
