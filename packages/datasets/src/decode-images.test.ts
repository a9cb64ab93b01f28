import { expect, test } from 'vitest';
import { decodeImages } from './decode-images.ts';

const kind = { count: 2, shape: [1, 1, 3], classes: 10, scaling: { divisor: [255], offset: [0] } };
const images = { shape: [2, 1, 3], data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };
const labels = { shape: [2], data: Uint8Array.from([9, 0]) };
const files = { imagesFile: 'images', labelsFile: 'labels' };

test('decodeImages joins images and labels in shared memory, channels first', () => {
  const examples = decodeImages({ images, labels, ...files }, kind);
  expect(examples.count).toBe(2);
  expect(examples.shape).toEqual([1, 1, 3]);
  expect([...examples.inputs]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...examples.targets]).toEqual([9, 0]);
  expect(examples.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(examples.targets.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('decodeImages refuses another image size or count, naming the file', () => {
  const square = { ...images, shape: [2, 3, 1] };
  expect(() => decodeImages({ images: square, labels, ...files }, kind)).toThrow(
    'images does not hold what it should: 2x3x1 instead of 2x1x3',
  );
  const fewer = { shape: [1], data: Uint8Array.from([9]) };
  expect(() => decodeImages({ images, labels: fewer, ...files }, kind)).toThrow(
    'labels does not hold what it should: 1 instead of 2 labels',
  );
});

test('decodeImages refuses a label that is no class', () => {
  const wrong = { shape: [2], data: Uint8Array.from([9, 10]) };
  expect(() => decodeImages({ images, labels: wrong, ...files }, kind)).toThrow(
    'label 10 of example 1 is not below 10',
  );
});
