import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { on, sameAsCpu } from '../testing/backends.ts';
import { Draw } from '../testing/draw.ts';

const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31];
const BATCHES = [
  [[], []],
  [[3], [3]],
  [[3], [1]],
  [[1], [4]],
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3],
    [1, 1],
  ],
] as const;

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function shapes(d: Draw, aBatch: readonly number[], bBatch: readonly number[]) {
  const [m, n, k] = [d.of(SIZES), d.of(SIZES), d.of(SIZES)];
  const [transposeA, transposeB] = [d.uniform() < 0.5, d.uniform() < 0.5];
  const a = [...aBatch, ...(transposeA ? [k, m] : [m, k])];
  const b = [...bBatch, ...(transposeB ? [n, k] : [k, n])];
  const inputs = [a, b].map((shape) => ({ shape, values: d.floats(size(shape)) }));
  return { m, n, k, transposeA, transposeB, a, b, inputs };
}

test('products in all four transpositions, and gradients, are those of the CPU backend', async () => {
  for (let seed = 0; seed < 200; seed++) {
    const d = new Draw(seed);
    const [aBatch, bBatch] = d.of(BATCHES);
    const { k, m, n, transposeA, transposeB, a, b, inputs } = shapes(d, aBatch, bBatch);
    const what = `seed ${seed}: [${a.join()}] [${b.join()}] ${transposeA} ${transposeB}`;
    const same = aBatch.join() === bBatch.join();
    await sameAsCpu(what, inputs, k + m + n, (x, y) => {
      const multiply = (p: tf.Tensor, q: tf.Tensor) => tf.matMul(p, q, transposeA, transposeB);
      const result = multiply(x!, y!);
      // The gradients of broadcast products are not those of the operands' shapes.
      return same ? [result, ...tf.grads((p, q) => multiply(p!, q!))([x!, y!])] : result;
    });
  }
});

test('batches of several axes broadcast against each other', async () => {
  const d = new Draw(5);
  const [a, b] = [d.floats(2 * 1 * 3 * 4), d.floats(1 * 3 * 4 * 5)];
  const inputs = [
    { shape: [2, 1, 3, 4], values: a },
    { shape: [1, 3, 4, 5], values: b },
  ];
  const [result] = await on('wasm', inputs, (x, y) => tf.matMul(x!, y!));
  expect(result!.shape).toEqual([2, 3, 3, 5]);
  for (let i = 0; i < 2 * 3 * 3 * 5; i++) {
    const [column, row] = [i % 5, Math.floor(i / 5) % 3];
    const [second, first] = [Math.floor(i / 15) % 3, Math.floor(i / 45)];
    let sum = 0;
    for (let k = 0; k < 4; k++)
      sum += a[12 * first + 4 * row + k]! * b[20 * second + 5 * k + column]!;
    expect(result!.values[i], `entry ${i}`).toBeCloseTo(sum, 5);
  }
});

const ACTIVATIONS = ['linear', 'relu', 'relu6', 'prelu', 'leakyrelu', 'sigmoid', 'elu'] as const;

test.each(ACTIVATIONS)(
  'fused products with %s, with and without bias, are those of the CPU backend',
  async (activation) => {
    for (let seed = 0; seed < 40; seed++) {
      const d = new Draw(seed);
      const { n, k, transposeA, transposeB, a, b, inputs } = shapes(d, [], []);
      const row = { shape: [n], values: d.floats(n) };
      const slopes = { shape: [1, n], values: d.floats(n) };
      const what = `seed ${seed}: [${a.join()}] [${b.join()}] ${transposeA} ${transposeB} ${activation}`;
      for (const biased of [true, false]) {
        await sameAsCpu(what, [...inputs, row, slopes], k, (x, y, bias, s) =>
          tf.fused.matMul({
            a: x!,
            b: y!,
            transposeA,
            transposeB,
            activation,
            leakyreluAlpha: 0.3,
            ...(biased ? { bias: bias! } : {}),
            ...(activation === 'prelu' ? { preluActivationWeights: s! } : {}),
          }),
        );
      }
    }
  },
);

test('empty operands give zeros or nothing', async () => {
  const empty = (shape: number[]) => ({ shape, values: new Float32Array(0) });
  const [inner] = await on('wasm', [empty([2, 0]), empty([0, 3])], (x, y) => tf.matMul(x!, y!));
  expect([...inner!.values]).toEqual([0, 0, 0, 0, 0, 0]);
  const some = { shape: [2, 3], values: new Float32Array(6) };
  const [outer] = await on('wasm', [empty([0, 2]), some], (x, y) => tf.matMul(x!, y!));
  expect(outer!.shape).toEqual([0, 3]);
});
