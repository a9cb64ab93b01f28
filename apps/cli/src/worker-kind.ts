import type { RunOptions } from '@sweepstake/pool';

/** How workers of a backend are run. */
export type WorkerKind = Pick<RunOptions, 'isolation' | 'env' | 'quiet'>;

/**
 * Threads of this process, but for TensorFlow's native library: it can take a process of several threads with it, and
 * takes its own number of threads from the environment that a process begins with. One each, so that workers share
 * the cores evenly and the same seed gives the same bits.
 */
export async function workerKindOf(backend: string): Promise<WorkerKind> {
  if (backend !== 'tfjs-node') return {};
  const { nativeVariables } = await import('@sweepstake/tfjs/node');
  return {
    isolation: 'process',
    env: { ...ownEnvironment(), ...nativeVariables(1) },
    quiet: BANNER,
  };
}

/** What the library says of itself at the start, whatever its log level is. */
const BANNER = /^(WARNING: All log messages before absl|I0000 )/;

const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
