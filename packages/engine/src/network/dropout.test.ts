import { Stream } from '@sweepstake/random';
import { describe, expect, it } from 'vitest';
import { Arena } from '../arena.ts';
import { placeFeatures, placeImages, readImages } from '../images.ts';
import { writeDropout } from './dropout.ts';
import type { DropoutNode } from './pointwise-nodes.ts';

const CUT = { vectors: 2, panels: 2 };

/** What `writeDropout` needs of a node. */
const node = (arena: Arena, shape: readonly number[], rate: number): DropoutNode =>
  ({
    layer: { kind: 'dropout', name: 'd', inputs: ['x'], rate },
    mask:
      shape.length === 1 ? placeFeatures(arena, shape[0]!, CUT) : placeImages(arena, shape, 1, CUT),
  }) as unknown as DropoutNode;

describe('a dropout mask', () => {
  it.each([
    ['images', [3, 2, 5]],
    ['features', [30]],
  ])('of %s is drawn example after example, entry after entry: kept where >= rate', (_, shape) => {
    for (const rate of [0, 0.2, 0.5, 0.9]) {
      const arena = new Arena();
      const dropout = node(arena, shape, rate);
      writeDropout(arena, dropout, 11, new Stream('dropout test'));
      const stream = new Stream('dropout test');
      const kept = Math.fround(1 / (1 - rate));
      const expected = Float32Array.from({ length: 11 * 30 }, () =>
        stream.uniform() >= rate ? kept : 0,
      );
      expect(readImages(arena, dropout.mask, 11)).toEqual(expected);
    }
  });

  it('of two layers comes from one stream, the second after the first', () => {
    const arena = new Arena();
    const nodes = [node(arena, [4], 0.5), node(arena, [2, 2, 1], 0.25)];
    const stream = new Stream('two layers');
    for (const dropout of nodes) writeDropout(arena, dropout, 6, stream);
    const again = new Stream('two layers');
    for (let i = 0; i < 6 * 4; i++) again.uniform();
    const second = Float32Array.from({ length: 6 * 4 }, () =>
      again.uniform() >= 0.25 ? 1 / 0.75 : 0,
    );
    expect(readImages(arena, nodes[1]!.mask, 6)).toEqual(second);
  });

  it('is 1 everywhere without a stream', () => {
    const arena = new Arena();
    const dropout = node(arena, [3, 2, 5], 0.5);
    writeDropout(arena, dropout, 16, new Stream('first'));
    writeDropout(arena, dropout, 16, null);
    expect(readImages(arena, dropout.mask, 16)).toEqual(new Float32Array(16 * 30).fill(1));
  });
});
