import type { Backend } from '@sweepstake/training';
import { unknownBackend } from './errors.ts';

/** Backends by name; each is imported only when it is asked for. */
export const BACKENDS = {
  engine: async (): Promise<Backend> => (await import('@sweepstake/engine')).engine,
  reference: async (): Promise<Backend> =>
    (await import('@sweepstake/training/reference')).reference,
} as const satisfies Record<string, () => Promise<Backend>>;

export const backendNames: readonly string[] = Object.keys(BACKENDS);

/** The backend of this name; throws `SWEEPSTAKE_STAGES_UNKNOWN_BACKEND` with the nearest names. */
export async function backendByName(name: string): Promise<Backend> {
  if (!Object.hasOwn(BACKENDS, name)) throw unknownBackend(name, backendNames);
  return BACKENDS[name as keyof typeof BACKENDS]();
}
