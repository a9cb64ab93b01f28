import type { Network } from '@sweepstake/graph';
import type { Backend, Session, SessionOptions } from '@sweepstake/training';
import { isChain } from './chain.ts';
import { badThreads, noStart } from './errors.ts';
import { NetworkSession } from './network/network-session.ts';
import { THRESHOLDS, type Thresholds } from './network/plan-convolution.ts';
import { NUMERICS } from './numerics.ts';
import { EngineSession } from './session.ts';
import type { StartHelper } from './threads/shared-runner.ts';

/** How the engine works; none of it but the thresholds changes a bit. */
export interface EngineOptions {
  /** Threads of one training; more than one needs `start`. Default 1. */
  readonly threads?: number | undefined;
  readonly start?: StartHelper | undefined;
  /** Other thresholds than the committed ones, for measurements; the numerics then say so. */
  readonly thresholds?: Thresholds | undefined;
}

/** The engine under some options. Throws SWEEPSTAKE_ENGINE_THREADS where there cannot be so many threads. */
export function engineWith({ threads = 1, start, thresholds }: EngineOptions): Backend {
  if (!Number.isInteger(threads) || threads < 1) throw badThreads(threads);
  if (threads > 1 && start === undefined) throw noStart(threads);
  const settings = { threads, start, thresholds: thresholds ?? THRESHOLDS };
  return {
    name: 'engine',
    numerics: thresholds === undefined ? NUMERICS : `${NUMERICS}+thresholds`,
    open(network: Network, options: SessionOptions): Promise<Session> {
      return new Promise((resolve) => {
        const session = isChain(network)
          ? new EngineSession(network, options)
          : new NetworkSession(network, options, settings);
        resolve(session);
      });
    },
  };
}

/**
 * The sparse-native WebAssembly SIMD trainer: chains of dense layers on kernels of their own, all other networks on
 * panels of images.
 */
export const engine: Backend = engineWith({});
