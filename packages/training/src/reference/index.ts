import type { Backend } from '../backend.ts';
import { ReferenceSession } from './session.ts';

/**
 * The contract in plain loops: dense masked float64 arithmetic for every layer and head. Slow; the judge of
 * every other backend. Weights, slots and running statistics are float32.
 */
export const reference: Backend = {
  name: 'reference',
  numerics: 'reference-1',
  open: async (network, options) => new ReferenceSession(network, options),
};
