import { badThreads } from './errors.ts';

/**
 * Environment variables under which TensorFlow trains on this many threads, and says nothing but warnings. The C
 * library reads them when it is loaded, from the environment of the process: they must be given to a new process, or
 * set in the main thread before. What a worker thread sets in its `process.env` does not reach it.
 */
export function nativeVariables(threads: number): Record<string, string> {
  if (!Number.isSafeInteger(threads) || threads < 1) throw badThreads(threads);
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
    OMP_NUM_THREADS: String(threads),
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
}
