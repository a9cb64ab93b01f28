import type { Optimizer } from '../optimizer.ts';

/** Adam's moments smaller than this are stored as 0, so that they never decay into subnormal numbers. */
const SMALLEST_MOMENT = 1e-30;

/** Names of the slots that an optimiser keeps for each parameter. */
export function slotNames(optimizer: Optimizer): readonly string[] {
  switch (optimizer.kind) {
    case 'sgd':
      return [];
    case 'momentum':
      return ['velocity'];
    case 'adam':
      return ['m', 'v'];
  }
}

export interface Update {
  readonly weight: Float32Array;
  /** By slot name, each of the weight's length. */
  readonly slots: ReadonlyMap<string, Float32Array>;
  readonly gradient: Float64Array;
  /** 1 where the weight survives; null where all do. */
  readonly mask: Uint8Array | null;
  readonly learningRate: number;
  /** t, the number of this update, from 1. */
  readonly t: number;
}

/** One update in place of weight and slots; removed entries of both are not touched. See `Optimizer`. */
export function update(optimizer: Optimizer, { weight, slots, ...rest }: Update): void {
  const { gradient, mask, learningRate, t } = rest;
  const survives = (i: number): boolean => mask === null || mask[i] === 1;
  const decayed = (i: number): number => gradient[i]! + optimizer.weightDecay * weight[i]!;

  switch (optimizer.kind) {
    case 'sgd':
      for (let i = 0; i < weight.length; i++)
        if (survives(i)) weight[i] = weight[i]! - learningRate * decayed(i);
      return;
    case 'momentum': {
      const velocity = slots.get('velocity')!;
      for (let i = 0; i < weight.length; i++) {
        if (!survives(i)) continue;
        velocity[i] = optimizer.momentum * velocity[i]! + decayed(i);
        weight[i] = weight[i]! - learningRate * velocity[i]!;
      }
      return;
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer;
      const m = slots.get('m')!;
      const v = slots.get('v')!;
      const rate = learningRate / (1 - power(beta1, t));
      const scale = Math.sqrt(1 - power(beta2, t));
      for (let i = 0; i < weight.length; i++) {
        if (!survives(i)) continue;
        const g = decayed(i);
        m[i] = flush(beta1 * m[i]! + (1 - beta1) * g);
        v[i] = flush(beta2 * v[i]! + (1 - beta2) * g * g);
        weight[i] = weight[i]! - (rate * m[i]!) / (Math.sqrt(v[i]!) / scale + epsilon);
      }
    }
  }
}

const flush = (moment: number): number => (Math.abs(moment) < SMALLEST_MOMENT ? 0 : moment);

/** base^t as a running product, which has the same bits everywhere. */
function power(base: number, t: number): number {
  let product = 1;
  for (let k = 0; k < t; k++) product *= base;
  return product;
}
