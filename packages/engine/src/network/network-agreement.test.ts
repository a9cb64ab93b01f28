import type { SessionOptions } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { compare, waysOf, type Way } from '../testing/agreement.ts';
import { Draw } from '../testing/draw.ts';
import {
  classifier,
  convolution,
  dense,
  drawConvolutionMasks,
  drawParameters,
  MOMENTUM,
  plain,
} from '../testing/networks.ts';
import { PLAIN } from '../testing/small-networks.ts';
import { THRESHOLDS } from './plan-convolution.ts';

const DENSE = { ...THRESHOLDS, direct: 0, winograd: 0, hidden: 0 };
const SPARSE = { ...THRESHOLDS, direct: 2, winograd: 2, hidden: 2 };

describe('every form of a convolution trains as the reference does', () => {
  it.each([1, 0.9, 0.5, 0.1])('at density %d', async (density) => {
    const draw = new Draw(100 * density);
    const weights = drawParameters(PLAIN, draw);
    const masks = drawConvolutionMasks(PLAIN, draw, density);
    const options: SessionOptions = { weights, masks, optimizer: MOMENTUM, batch: 5 };
    const forced = {
      first: 'direct',
      wide: 'winograd 4',
      strided: 'direct',
      short: 'direct',
      valid: 'direct',
    };
    expect(waysOf(PLAIN, options, DENSE)).toEqual(forced);
    await compare(PLAIN, options, DENSE);
    const sparse = Object.fromEntries(Object.keys(forced).map((name) => [name, 'sparse']));
    expect(waysOf(PLAIN, options, SPARSE)).toEqual(sparse);
    await compare(PLAIN, options, SPARSE);
  });

  it('in the plan of the committed thresholds: dense, then partly, then sparse', () => {
    const waysAt = (density: number): Record<string, Way> => {
      const masks = drawConvolutionMasks(PLAIN, new Draw(4), density);
      const options = { weights: new Map(), masks, optimizer: MOMENTUM, batch: 5 };
      return waysOf(PLAIN, options, THRESHOLDS);
    };
    const direct = { first: 'direct', strided: 'direct', short: 'direct', valid: 'direct' };
    const sparse = { first: 'sparse', strided: 'sparse', short: 'sparse', valid: 'sparse' };
    expect(waysAt(1)).toEqual({ ...direct, wide: 'winograd 4' });
    expect(waysAt(0.5)).toEqual({ ...sparse, wide: 'winograd 4' });
    expect(waysAt(0.1)).toEqual({ ...sparse, wide: 'sparse' });
  });

  it.each([
    [2, 2, 'winograd 2'],
    [2, 3, 'winograd 2'],
    [3, 3, 'winograd 4'],
    [9, 5, 'winograd 4'],
    [6, 6, 'winograd 2'],
    [7, 8, 'winograd 4'],
    [1, 1, 'direct'],
  ] as const)('on images of %i x %i, by %s', async (rows, columns, way) => {
    const network = classifier([3, rows, columns], 3, [
      convolution('first', 'input', [3, 16]),
      convolution('a', 'first', [16, 17]),
      plain('relu', 'relu', 'a'),
      convolution('b', 'relu', [17, 19]),
      plain('global-average-pool', 'pool', 'b'),
      dense('fc', 'pool', [19, 3]),
    ]);
    for (const batch of [1, 5, 23]) {
      const draw = new Draw(10 * rows + columns);
      const weights = drawParameters(network, draw);
      const masks = drawConvolutionMasks(network, draw, 0.5);
      const options: SessionOptions = { weights, masks, optimizer: MOMENTUM, batch };
      expect(waysOf(network, options, DENSE)).toEqual({ first: 'direct', a: way, b: way });
      await compare(network, options, DENSE);
      await compare(network, options, SPARSE);
    }
  });
});
