import type { Layer } from '@sweepstake/graph';
import { describe, it } from 'vitest';
import { compare } from '../testing/agreement.ts';
import { Draw } from '../testing/draw.ts';
import {
  classifier,
  convolution,
  dense,
  drawParameters,
  MOMENTUM,
  norm,
  plain,
} from '../testing/networks.ts';
import { THRESHOLDS } from './plan-convolution.ts';

describe('steps that reach across panels of other widths', () => {
  // 21 to 24 examples are two panels of four vectors of features, but two panels of three of images one column wide.
  it.each([16, 20, 21, 24, 28, 41])('agree with the reference for batches of %i', async (batch) => {
    const tail: Layer[] = [
      plain('relu', 'relu1', 'flat'),
      norm('bn', 'relu1', 12),
      plain('relu', 'relu2', 'bn'),
      dense('fc', 'relu2', [12, 3]),
    ];
    const network = classifier([2, 3, 3], 3, [
      convolution('a', 'input', [2, 12], { padding: 0 }),
      plain('flatten', 'flat', 'a'),
      ...tail,
    ]);
    const weights = drawParameters(network, new Draw(batch));
    await compare(network, { weights, optimizer: MOMENTUM, batch }, THRESHOLDS);
  });
});

describe('a network that ends in a ReLU', () => {
  it('passes no gradient through outputs of 0', async () => {
    const network = classifier([2, 3, 3], 6, [
      convolution('a', 'input', [2, 4]),
      plain('flatten', 'flat', 'a'),
      dense('fc', 'flat', [36, 6]),
      plain('relu', 'out', 'fc'),
    ]);
    const weights = drawParameters(network, new Draw(3));
    await compare(network, { weights, optimizer: MOMENTUM, batch: 5 }, THRESHOLDS);
  });
});

describe('a convolution of the input by tiles', () => {
  it.each([
    [2, 3],
    [3, 3],
    [9, 5],
    [7, 8],
  ])('takes its weight gradient within images of %i x %i', async (rows, columns) => {
    const network = classifier([16, rows, columns], 3, [
      convolution('a', 'input', [16, 17]),
      plain('relu', 'relu', 'a'),
      plain('global-average-pool', 'pool', 'relu'),
      dense('fc', 'pool', [17, 3]),
    ]);
    const weights = drawParameters(network, new Draw(rows));
    await compare(network, { weights, optimizer: MOMENTUM, batch: 5 }, THRESHOLDS);
  });
});
