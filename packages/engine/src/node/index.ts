import type { Backend } from '@sweepstake/training';
import { engineWith } from '../engine.ts';
import { startHelper } from './start-helper.ts';

/**
 * The engine with `threads` threads for one training of a network of images; the bits are those of one thread. Chains
 * of dense layers, whose steps are too short to share, run on one.
 */
export function threadedEngine(threads: number): Backend {
  return engineWith({ threads, start: startHelper });
}
