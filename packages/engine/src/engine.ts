import type { Network } from '@sweepstake/graph';
import type { Backend, Session, SessionOptions } from '@sweepstake/training';
import { NUMERICS } from './numerics.ts';
import { EngineSession } from './session.ts';

/** The sparse-native WebAssembly SIMD trainer for fully connected networks. */
export const engine: Backend = {
  name: 'engine',
  numerics: NUMERICS,
  open(network: Network, options: SessionOptions): Promise<Session> {
    return new Promise((resolve) => {
      resolve(new EngineSession(network, options));
    });
  },
};
