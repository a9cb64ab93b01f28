import type { Backend } from '@sweepstake/training';
import { backendOver } from '../backend-over.ts';
import { composedUpdate } from '../composed-update.ts';
import { loadTfjsNode } from './load-tfjs-node.ts';
import type { LoadOptions } from './load-tfjs-node.ts';
import { tensorflowVersion } from './tensorflow-version.ts';

/**
 * `@tensorflow/tfjs-node`, the native library of TensorFlow; on one thread unless told otherwise. The numerics name
 * the library's version. The same seed gives the same bits on one thread of one kind of processor: the library chooses
 * its instructions by what the processor has, and sums in an order that depends on the number of threads.
 *
 * @throws what `loadTfjsNode` throws where it is not there, in a worker thread, or loaded with other threads
 */
export async function tfjsNode({
  threads = 1,
  ...options
}: Partial<LoadOptions> = {}): Promise<Backend> {
  const tf = await loadTfjsNode({ threads, ...options });
  const several = threads === 1 ? '' : `-${threads}-threads`;
  return backendOver({
    name: 'tfjs-node',
    numerics: `tfjs-node-1-tf${tensorflowVersion(tf)}${several}`,
    load: async () => ({ tf, backend: 'tensorflow', update: composedUpdate }),
  });
}
