import { expect, test } from 'vitest';
import { exactly } from './bounds.ts';
import { hasSize, points } from './tolerance.ts';

test.each([
  ['lenet-300-100', 0.002],
  ['conv-2', 0.01],
  ['conv-6', 0.01],
  ['resnet-18', 0.01],
  ['vgg-19', 0.01],
])('accuracies of %s may be %d from the paper’s, and no further', (network, within) => {
  const size = { value: 0.9, within: points(network) };
  for (const side of [-1, 1]) {
    expect(hasSize(exactly(0.9 + side * within), size, 'above')).toBe(true);
    expect(hasSize(exactly(0.9 + side * (within + 1e-6)), size, 'above')).toBe(false);
  }
});
