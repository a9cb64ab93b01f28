import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawStrokes } from './draw-strokes.ts';
import { penStrokes } from './pen-strokes.ts';

const sha256 = (bytes: ArrayLike<number>): string =>
  createHash('sha256').update(Uint8Array.from(bytes)).digest('hex');

test('strokes has the shape of MNIST', () => {
  const { train, test, classes, channels, source } = drawStrokes({ train: 200, test: 50 });
  expect([train.count, test.count, classes, channels]).toEqual([200, 50, 10, 1]);
  expect(train.shape).toEqual([1, 28, 28]);
  expect([train.inputs.length, train.targets.length]).toEqual([200 * 784, 200]);
  expect(train.scaling).toEqual({ divisor: [255], offset: [0] });
  expect(train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(source).toContain('not MNIST');
});

test('the first examples of strokes are pinned', () => {
  const { train, test } = drawStrokes({ train: 100, test: 100 });
  expect([...train.targets.subarray(0, 8)]).toEqual([5, 2, 5, 8, 8, 5, 9, 6]);
  expect(sha256(train.inputs)).toBe(
    '20afef3c8b185e5936250f2851a02c8a02d6cae966cd193925e650e06dfdbd8d',
  );
  expect(sha256(test.inputs)).toBe(
    '17b00e15264afd62afc69c478cfee2e080c24afb35c54267f38d086a117d8820',
  );
});

test('strokes-32 has the shape of CIFAR-10', () => {
  const { name, train, test, classes, channels, source } = drawStrokes({
    set: 'strokes-32',
    train: 200,
    test: 50,
  });
  expect([name, train.count, test.count, classes, channels]).toEqual([
    'strokes-32',
    200,
    50,
    10,
    3,
  ]);
  expect(train.shape).toEqual([3, 32, 32]);
  expect([train.inputs.length, train.targets.length]).toEqual([200 * 3072, 200]);
  expect(train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(source).toContain('not CIFAR-10');
});

test('the first examples of strokes-32 are pinned', () => {
  const { train, test } = drawStrokes({ set: 'strokes-32', train: 100, test: 100 });
  expect([...train.targets.subarray(0, 8)]).toEqual([9, 5, 3, 5, 1, 2, 1, 7]);
  expect(sha256(train.inputs)).toBe(
    '673a8bf9e6556c8460c7e8e12e7c7ec774c09a5775a4bdf9ddc31cdb97f7be4b',
  );
  expect(sha256(test.inputs)).toBe(
    'c5f9503184bac4d39e55261b02a0c2273e332cad34f7e8e722c1180d8226fb46',
  );
});

test('every picture of strokes-32 has ink that stands out on mostly even paper', () => {
  const { inputs, count } = drawStrokes({ set: 'strokes-32', train: 500, test: 10 }).train;
  for (let i = 0; i < count; i++) {
    const image = inputs.subarray(i * 3072, (i + 1) * 3072);
    // The grain is 0 to 15, so what is further than that from the paper in some channel has ink.
    const medians = [0, 1, 2].map(
      (channel) => image.slice(channel * 1024, (channel + 1) * 1024).sort()[512]!,
    );
    let inked = 0;
    for (let pixel = 0; pixel < 1024; pixel++) {
      const off = medians.map((median, channel) =>
        Math.abs(image[channel * 1024 + pixel]! - median),
      );
      if (Math.max(...off) > 16) inked++;
    }
    if (inked < 20 || inked > 500) expect.fail(`picture ${i} has ${inked} inked pixels`);
  }
});

test('smaller sizes are the first examples of larger ones', () => {
  const small = drawStrokes({ train: 20, test: 10 }).train;
  const large = drawStrokes({ train: 60, test: 10 }).train;
  expect(small.inputs).toEqual(large.inputs.slice(0, small.inputs.length));
  expect(small.targets).toEqual(large.targets.slice(0, 20));
});

test('every class comes about equally often, and every image has ink on mostly empty paper', () => {
  const { inputs, targets, count } = drawStrokes({ train: 3000, test: 10 }).train;
  const classes = new Float64Array(10);
  for (const label of targets) classes[label]!++;
  for (const images of classes) expect(Math.abs(images - 300)).toBeLessThan(85);
  for (let i = 0; i < count; i++) {
    let inked = 0;
    for (const value of inputs.subarray(i * 784, (i + 1) * 784)) if (value > 0) inked++;
    if (inked < 20 || inked > 400) expect.fail(`image ${i} has ${inked} inked pixels`);
  }
});

test('the mean images of a class predict it far better than chance and far from perfectly', () => {
  const { train, test } = drawStrokes({ train: 3000, test: 500 });
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  for (let i = 0; i < train.count; i++) {
    const mean = means[train.targets[i]!]!;
    for (let p = 0; p < 784; p++) mean[p]! += train.inputs[i * 784 + p]! / 300;
  }
  let right = 0;
  for (let i = 0; i < test.count; i++) {
    const squares = means.map((mean) =>
      mean.reduce((sum, value, p) => sum + (value - test.inputs[i * 784 + p]!) ** 2, 0),
    );
    if (squares.indexOf(Math.min(...squares)) === test.targets[i]) right++;
  }
  expect(right / test.count).toBeGreaterThan(0.5);
  expect(right / test.count).toBeLessThan(0.95);
});

test('every pen stroke has at least two points and lies in the unit square', () => {
  expect(penStrokes.length).toBe(10);
  for (const styles of penStrokes) {
    expect(styles.length).toBeGreaterThanOrEqual(3);
    for (const stroke of styles.flat()) {
      expect(stroke.length % 2).toBe(0);
      expect(stroke.length).toBeGreaterThanOrEqual(4);
      for (const value of stroke) expect(value >= 0 && value <= 1).toBe(true);
    }
  }
});

test('strokes-32 names itself where a size is wrong', () => {
  expect(() => drawStrokes({ set: 'strokes-32', train: 10, test: 3 })).toThrow(
    'strokes-32: test 3 is not a whole number of at least 10',
  );
});

test.each([9, 2.5, Number.NaN])('strokes refuses %d training examples', (train) => {
  expect(() => drawStrokes({ train, test: 10 })).toThrow(
    `strokes: train ${train} is not a whole number of at least 10`,
  );
});
