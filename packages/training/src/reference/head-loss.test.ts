import { describe, expect, it } from 'vitest';
import { crossEntropy } from './cross-entropy.ts';
import { headLoss } from './head-loss.ts';

const plain = { classes: 2, labelSmoothing: 0, padding: null };

describe('losses of the heads', () => {
  it('cross-entropy of equal outputs is the logarithm of the number of classes', () => {
    const gradient = new Float64Array(6);
    const sums = crossEntropy(gradient, new Float64Array(6), [2, 0], { ...plain, classes: 3 });
    expect(sums.loss).toBeCloseTo(2 * Math.log(3), 14);
    expect(sums).toMatchObject({ count: 2, correct: 1 });
    expect([...gradient].map((g) => Math.round(g * 6))).toEqual([1, 1, -2, -2, 1, 1]);
  });

  it('cross-entropy does not overflow', () => {
    const gradient = new Float64Array(2);
    const { loss } = crossEntropy(gradient, Float64Array.of(5000, -5000), [1], plain);
    expect(loss).toBe(10_000);
    expect([...gradient]).toEqual([1, -1]);
  });

  it('the first of equal outputs is the answer, and NaN is no answer', () => {
    const logits = Float64Array.of(1, 1, NaN, 0);
    const { correct } = crossEntropy(new Float64Array(4), logits, [0, 0], plain);
    expect(correct).toBe(1);
  });

  it('a target that is not a class is refused', () => {
    expect(() => crossEntropy(new Float64Array(2), new Float64Array(2), [2], plain)).toThrow(
      'target is 2; give a class in 0..1',
    );
  });

  it('positions are consecutive rows of the outputs, and padding never counts', () => {
    const examples = {
      count: 2,
      shape: [1],
      inputs: new Float32Array(2),
      scaling: { divisor: [1], offset: [0] },
      targets: Int32Array.of(0, 9, 1, 1),
    };
    const head = {
      kind: 'class-per-position',
      classes: 2,
      labelSmoothing: 0,
      padding: 9,
    } as const;
    const outputs = Float64Array.of(2, 0, 7, 7, 0, 0, 0, 3);
    const batch = { examples, indices: Int32Array.of(1, 0) };
    const swapped = Float64Array.of(0, 0, 0, 3, 2, 0, 7, 7);
    const { sums, gradient } = headLoss(head, swapped, batch, 4);
    expect(sums).toMatchObject({ count: 3, correct: 2 });
    const expected = Math.log(2) + Math.log(1 + Math.exp(-3)) + Math.log(1 + Math.exp(-2));
    expect(sums.loss).toBeCloseTo(expected, 13);
    expect([...gradient.subarray(6)]).toEqual([0, 0]);
    const other = headLoss(head, outputs, { examples, indices: Int32Array.of(0, 1) }, 4);
    expect(other.sums.loss).toBeCloseTo(expected, 13);
  });

  it('a batch that is all padding has no loss and no gradient', () => {
    const gradient = new Float64Array(2);
    const options = { ...plain, padding: 7 };
    expect(crossEntropy(gradient, Float64Array.of(1, 2), [7], options)).toEqual({
      count: 0,
      loss: 0,
      correct: 0,
    });
    expect([...gradient]).toEqual([0, 0]);
  });
});
