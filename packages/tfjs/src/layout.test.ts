import { expect, test } from 'vitest';
import { fromTfjs, tfjsShape, toTfjs } from './layout.ts';

const count = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => i);

test('a dense weight [out, in] becomes [in, out]', () => {
  expect(tfjsShape([2, 3])).toEqual([3, 2]);
  expect([...toTfjs(count(6), [2, 3])]).toEqual([0, 3, 1, 4, 2, 5]);
});

test('a convolution [out, in, kh, kw] becomes [kh, kw, in, out]', () => {
  const shape = [2, 3, 1, 2];
  expect(tfjsShape(shape)).toEqual([1, 2, 3, 2]);
  const moved = toTfjs(count(12), shape);
  const at = (o: number, i: number, x: number): number => moved[(x * 3 + i) * 2 + o]!;
  for (let o = 0; o < 2; o++)
    for (let i = 0; i < 3; i++)
      for (let x = 0; x < 2; x++) expect(at(o, i, x)).toBe((o * 3 + i) * 2 + x);
});

test.each([[[7]], [[1, 5]], [[4, 1]], [[3, 4]], [[3, 4, 2, 5]], [[1, 1, 3, 3]]])(
  'there and back is where one was: %j',
  (shape) => {
    const values = count(shape.reduce((a, b) => a * b, 1));
    expect(fromTfjs(toTfjs(values, shape), shape)).toEqual(values);
    expect(values).toEqual(count(values.length));
  },
);

test('masks keep their type', () => {
  expect(toTfjs(Uint8Array.of(0, 1, 1, 0, 1, 0), [2, 3])).toEqual(Uint8Array.of(0, 0, 1, 1, 1, 0));
});
