import type { Network } from '@sweepstake/graph';
import { mlp } from './mlp.ts';

/**
 * LeNet-300-100 for MNIST: `[1, 28, 28] -> 784 -> 300 -> 100 -> 10`, 266,200 weights (paper, figure
 * 2 and appendix G.1).
 */
export function lenet300100(): Network {
  return mlp({ name: 'lenet-300-100', sizes: [784, 300, 100, 10] });
}
