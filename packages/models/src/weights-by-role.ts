import { elements, prunableParameters } from '@sweepstake/graph';
import type { Network, Role } from '@sweepstake/graph';

/** Weights of each role, biases and norms left out; 0 where a network has none of a role. */
export function weightsByRole(network: Network): Record<Exclude<Role, 'bias' | 'norm'>, number> {
  const counts = { convolution: 0, shortcut: 0, hidden: 0, output: 0 };
  for (const { role, shape } of prunableParameters(network)) {
    counts[role as keyof typeof counts] += elements(shape);
  }
  return counts;
}
