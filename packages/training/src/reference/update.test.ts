import { describe, expect, it } from 'vitest';
import { ADAM } from '../optimizer.ts';
import type { Optimizer } from '../optimizer.ts';
import { slotNames, update } from './update.ts';

/** One weight of 1 under the gradients given, one after another. */
function follow(optimizer: Optimizer, gradients: readonly number[], learningRate = 0.1) {
  const weight = Float32Array.of(1);
  const slots = new Map(slotNames(optimizer).map((name) => [name, new Float32Array(1)]));
  const path = gradients.map((g, k) => {
    const gradient = Float64Array.of(g);
    update(optimizer, { weight, slots, gradient, mask: null, learningRate, t: k + 1 });
    return weight[0]!;
  });
  return { path, slots };
}

describe('update rules', () => {
  it('sgd takes learning rate times gradient', () => {
    const { path } = follow({ kind: 'sgd', weightDecay: 0 }, [2, -1]);
    expect(path[0]).toBeCloseTo(0.8, 6);
    expect(path[1]).toBeCloseTo(0.9, 6);
  });

  it('weight decay adds its multiple of the weight to the gradient', () => {
    const { path } = follow({ kind: 'sgd', weightDecay: 0.5 }, [2]);
    expect(path[0]).toBeCloseTo(1 - 0.1 * 2.5, 6);
  });

  it('momentum accumulates v = 0.9 v + g', () => {
    const { path, slots } = follow({ kind: 'momentum', momentum: 0.9, weightDecay: 0 }, [1, 1, 1]);
    expect(slots.get('velocity')![0]).toBeCloseTo(2.71, 6);
    expect(path[2]).toBeCloseTo(1 - 0.1 * (1 + 1.9 + 2.71), 6);
  });

  it('adam moves by the learning rate at its first step, whatever the gradient', () => {
    expect(follow(ADAM, [1e-3]).path[0]).toBeCloseTo(0.9, 5);
    expect(follow(ADAM, [-1e3]).path[0]).toBeCloseTo(1.1, 5);
  });

  it('adam at its second step is the bias-corrected ratio of its moments', () => {
    // m = 0.19 / (1 - 0.81) = 1; for g = 1, 3: m = (0.9 * 0.1 + 0.1 * 3) / 0.19, v = (0.999 + 9) / 1.999.
    const { path } = follow(ADAM, [1, 3]);
    const ratio = 0.39 / 0.19 / Math.sqrt(9.999 / 1.999);
    expect(path[1]).toBeCloseTo(0.9 - 0.1 * ratio, 5);
  });

  it('adam stores a moment below 1e-30 as 0', () => {
    const { slots } = follow(ADAM, [1e-20, 0]);
    expect(slots.get('v')![0]).toBe(0);
    expect(slots.get('m')![0]).toBeGreaterThan(0);
  });
});
