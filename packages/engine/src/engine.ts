import type { Network } from '@sweepstake/graph';
import type { Backend, Session, SessionOptions } from '@sweepstake/training';
import { NUMERICS } from './numerics.ts';
import { isChain } from './chain.ts';
import { NetworkSession } from './network/network-session.ts';
import { EngineSession } from './session.ts';

/** The sparse-native WebAssembly SIMD trainer: chains of dense layers on kernels of their own, all other networks on panels of images. */
export const engine: Backend = {
  name: 'engine',
  numerics: NUMERICS,
  open(network: Network, options: SessionOptions): Promise<Session> {
    return new Promise((resolve) => {
      resolve(
        isChain(network)
          ? new EngineSession(network, options)
          : new NetworkSession(network, options),
      );
    });
  },
};
