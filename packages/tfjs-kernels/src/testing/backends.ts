import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-cpu';
import { expect } from 'vitest';
import '../index.ts';

/** Data and shape of a tensor, to be made anew on every backend. */
export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

type Compute = (...tensors: tf.Tensor[]) => tf.Tensor | tf.Tensor[];

/** What `compute` gives on one backend, flat, tensor by tensor; nothing of it stays. */
export async function on(
  backend: string,
  inputs: readonly Values[],
  compute: Compute,
): Promise<{ shape: number[]; values: Float32Array }[]> {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const results = tf.tidy(() => {
    const tensors = inputs.map(({ shape, values }) =>
      tf.tensor(values, [...shape], values instanceof Int32Array ? 'int32' : 'float32'),
    );
    const result = compute(...tensors);
    return (Array.isArray(result) ? result : [result]).map((tensor) => ({
      shape: [...tensor.shape],
      values: Float32Array.from(tensor.dataSync()),
    }));
  });
  expect(tf.memory().numTensors, `tensors left on ${backend}`).toBe(before);
  return results;
}

/**
 * Fails, with `what`, where the wasm backend's results and those of TensorFlow.js's own CPU backend, which sums in
 * float64, differ by more than float32 sums of `terms` products of numbers below 1 may. Returns the largest difference.
 */
export async function sameAsCpu(
  what: string,
  inputs: readonly Values[],
  terms: number,
  compute: Compute,
): Promise<number> {
  const expected = await on('cpu', inputs, compute);
  const actual = await on('wasm', inputs, compute);
  expect(
    actual.map((t) => t.shape),
    what,
  ).toEqual(expected.map((t) => t.shape));
  let largest = 0;
  for (const [t, { values }] of expected.entries()) {
    const allowed = 1.2e-7 * (8 + terms);
    for (let i = 0; i < values.length; i++) {
      const difference = Math.abs(actual[t]!.values[i]! - values[i]!);
      if (!(difference <= allowed)) {
        expect.fail(
          `${what}: result ${t}, entry ${i} is ${actual[t]!.values[i]}, on the CPU ${values[i]}`,
        );
      }
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}
