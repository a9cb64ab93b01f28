import type { Backend, SessionOptions } from '@sweepstake/training';
import { engineWith, THRESHOLDS } from '@sweepstake/engine';
import { threadedEngine } from '@sweepstake/engine/node';

/** Engines that differ from the one of every other benchmark. */
const ENGINES: Readonly<Record<string, () => Backend>> = {
  'strict, 2 threads': () => threadedEngine(2),
  'strict, direct': () =>
    engineWith({ thresholds: { ...THRESHOLDS, winogradChannels: Number.POSITIVE_INFINITY } }),
};

/** Variants that train one trial on several threads. */
export const THREADED: readonly string[] = ['strict, 2 threads'];

/** Variants whose dense convolutions are direct products, never Winograd's. */
export const FORMS: readonly string[] = ['strict, direct'];

/** The session's options that a variant stands for. */
export const optionsOf = (variant: string): Pick<SessionOptions, 'fastMath'> => ({
  fastMath: variant === 'relaxed',
});

/** The backend itself, or the variant's own engine. */
export const backendOf = (variant: string, backend: Backend): Backend =>
  ENGINES[variant]?.() ?? backend;
