import type { Backend } from '@sweepstake/training';
import { unknownBackend } from './errors.ts';

/** Backends by name; each is imported only when it is asked for, and throws then where it cannot be had. */
export const BACKENDS = {
  engine: async (): Promise<Backend> => (await import('@sweepstake/engine')).engine,
  'tfjs-wasm': async (): Promise<Backend> => (await import('@sweepstake/tfjs')).tfjsWasm,
  'tfjs-node': async (): Promise<Backend> => (await import('@sweepstake/tfjs/node')).tfjsNode(),
  reference: async (): Promise<Backend> =>
    (await import('@sweepstake/training/reference')).reference,
} as const satisfies Record<string, () => Promise<Backend>>;

export const backendNames: readonly string[] = Object.keys(BACKENDS);

/**
 * The backend of this name; throws `SWEEPSTAKE_STAGES_UNKNOWN_BACKEND` with the nearest names, and what a backend
 * throws that is not installed. With more than one thread the engine shares the work of one training among them, in
 * Node only; its bits stay the same. The others train on one thread.
 */
export async function backendByName(name: string, threads = 1): Promise<Backend> {
  if (!Object.hasOwn(BACKENDS, name)) throw unknownBackend(name, backendNames);
  if (name === 'engine' && threads > 1)
    return (await import('@sweepstake/engine/node')).threadedEngine(threads);
  return BACKENDS[name as keyof typeof BACKENDS]();
}
