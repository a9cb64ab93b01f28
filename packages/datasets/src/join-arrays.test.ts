import { expect, test } from 'vitest';
import { joinArrays } from './join-arrays.ts';
import type { NumberArray } from './npy.ts';

const names = { imagesFile: 'images.npy', labelsFile: 'labels.npy' };
const plain = { divisor: null, mean: [0], std: [1] };
const kind = { shape: [1, 2, 2], classes: 3, scaling: plain };
const bytes = { type: 'uint8', shape: [2, 1, 2, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
const labels = { type: 'int64', shape: [2], data: BigInt64Array.of(2n, 0n) };

test('bytes are divided by 255 and floats are taken as they are, in shared memory', () => {
  const pair = { images: bytes, labels, ...names };
  const examples = joinArrays(pair, kind);
  expect(examples).toEqual({
    count: 2,
    shape: [1, 2, 2],
    inputs: bytes.data,
    scaling: { divisor: [255], offset: [0] },
    targets: Uint8Array.of(2, 0),
  });
  expect(examples.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  const data = Float32Array.of(0.1, -2, 3, 1e-30);
  const images = { type: 'float32', shape: [2, 2], data };
  const floats = joinArrays({ ...pair, images }, { ...kind, shape: [2] });
  expect(floats).toMatchObject({ inputs: data, scaling: { divisor: [1], offset: [0] } });
  expect(floats.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('mean and deviation are per channel: (v / 16 - mean) / std', () => {
  const scaling = { divisor: [16], mean: [0.5, 0.25], std: [2, 4] };
  const images = { ...bytes, shape: [2, 2, 2, 1] };
  const found = joinArrays({ images, labels, ...names }, { ...kind, shape: [2, 2, 1], scaling });
  expect(found.scaling).toEqual({ divisor: [32, 64], offset: [0.25, 0.0625] });
});

test('the axis of a single channel may be left out, and many classes have wide labels', () => {
  const images = { ...bytes, shape: [2, 2, 2] };
  expect(joinArrays({ images, labels, ...names }, kind).shape).toEqual([1, 2, 2]);
  const many = { type: 'int32', shape: [2], data: Int32Array.of(999, 3) };
  const found = joinArrays({ images, labels: many, ...names }, { ...kind, classes: 1000 });
  expect(found.targets).toEqual(Int32Array.of(999, 3));
});

const floats = (data: Float32Array): NumberArray => ({
  type: 'float32',
  shape: [1, 1, 2, 2],
  data,
});
test.each<[string, Partial<{ images: NumberArray; labels: NumberArray }>, string]>([
  [
    'another shape',
    { images: { ...bytes, shape: [2, 4] } },
    'images.npy does not hold what dataset.json says: images of shape 2x4 instead of (count)x1x2x2; correct shape',
  ],
  [
    'no images',
    { images: { ...bytes, shape: [0, 1, 2, 2], data: new Uint8Array() } },
    'it has no images',
  ],
  ['a single number', { images: { ...bytes, shape: [] } }, 'images of shape  instead'],
  [
    'float64',
    { images: { ...bytes, type: 'float64' } },
    "images are float64, not uint8 or float32; save .astype('float32') of it, which rounds",
  ],
  ['no number', { images: floats(Float32Array.of(0, NaN, 0, 0)) }, 'value 1 of the images is NaN'],
  [
    'infinity',
    { images: floats(Float32Array.of(0, 0, 0, -Infinity)) },
    'value 3 of the images is -Inf',
  ],
  [
    'too few labels',
    { labels: { ...labels, shape: [1], data: BigInt64Array.of(1n) } },
    'labels.npy does not hold what dataset.json says: labels of shape 1 instead of 2',
  ],
  [
    'labels in columns',
    { labels: { ...labels, shape: [2, 1] } },
    'labels of shape 2x1 instead of 2',
  ],
  [
    'labels as floats',
    { labels: { ...labels, type: 'float32', data: Float32Array.of(1, 2) } },
    'labels are float32',
  ],
  [
    'a label too large',
    { labels: { ...labels, data: BigInt64Array.of(0n, 3n) } },
    'label 3 of example 1 is not in 0..2',
  ],
  [
    'a label below 0',
    { labels: { ...labels, data: BigInt64Array.of(-1n, 0n) } },
    'label -1 of example 0',
  ],
  [
    'a label of 2^63',
    { labels: { type: 'uint64', shape: [2], data: BigUint64Array.of(0n, 2n ** 63n) } },
    'of example 1 is not in',
  ],
])('%s is refused', (_, change, words) => {
  const join = (): unknown => joinArrays({ images: bytes, labels, ...names, ...change }, kind);
  expect(join).toThrow(words);
  expect(join).toThrow(expect.objectContaining({ code: 'SWEEPSTAKE_DATASETS_ARRAY' }));
});

test('channels that come last are told how to come first', () => {
  const images = { ...bytes, shape: [1, 2, 1, 4] };
  const join = (): unknown =>
    joinArrays({ images, labels, ...names }, { ...kind, shape: [4, 2, 1] });
  expect(join).toThrow('channels come first: save .transpose(0, 3, 1, 2) of it');
});
