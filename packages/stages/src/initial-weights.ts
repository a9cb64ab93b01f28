import { initialise } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { names, Stream } from '@sweepstake/random';
import type { Initial } from './stage.ts';

/** The name of the stream that weights at iteration 0 are drawn from: `init(0,2)`, `reinit(0,2,7,1)`. */
export const initialStream = (initial: Initial): string =>
  initial.kind === 'init' ? names.init(initial) : names.reinit(initial);

/** Every parameter at iteration 0; parameter p draws from the stream `<stream>:p` of its own. */
export function initialWeights(network: Network, stream: string): Map<string, Float32Array> {
  return initialise(network, (parameter) => {
    const normals = new Stream(names.part(stream, parameter));
    return () => normals.normal();
  });
}
