import { expect, test } from 'vitest';
import { channelsFirst, channelsLast, imageShape } from './images.ts';

test('pixels of two images of two channels are put side by side', () => {
  // Channel 0 of image 0 is 0..5, channel 1 is 6..11; image 1 follows.
  const values = Float32Array.from({ length: 24 }, (_, i) => i);
  const last = channelsLast(values, 2, [2, 2, 3]);
  expect([...last.subarray(0, 12)]).toEqual([0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]);
  expect(channelsFirst(last, 2, [2, 2, 3])).toEqual(values);
  expect(imageShape([2, 5, 3])).toEqual([5, 3, 2]);
});

test('one channel, one position and rows of features stay in order', () => {
  const values = Float32Array.from({ length: 12 }, (_, i) => i);
  for (const shape of [[1, 2, 3], [6, 1, 1], [6]])
    expect(channelsLast(values, 2, shape)).toEqual(values);
  expect(imageShape([6])).toEqual([6]);
});
