import type { Backend, SessionOptions } from '@sweepstake/training';
import { threadedEngine } from '@sweepstake/engine/node';

/** Variants that train one trial on several threads, and how many. */
const THREADS: Readonly<Record<string, number>> = { 'strict, 2 threads': 2 };

export const THREADED: readonly string[] = Object.keys(THREADS);

/** The session's options that a variant stands for. */
export const optionsOf = (variant: string): Pick<SessionOptions, 'fastMath'> => ({
  fastMath: variant === 'relaxed',
});

/** The backend itself, or the engine of several threads. */
export function backendOf(variant: string, backend: Backend): Backend {
  const threads = THREADS[variant];
  return threads === undefined ? backend : threadedEngine(threads);
}
