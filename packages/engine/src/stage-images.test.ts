import type { Batch, Examples, Moves } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { Arena } from './arena.ts';
import { placeFeatures, placeImages, positionIndex, type Images } from './images.ts';
import { stageImages } from './stage-images.ts';
import { Draw } from './testing/draw.ts';

const SHAPE = [3, 4, 5] as const;
const COUNT = 20;

function drawImages(draw: Draw, bytes: boolean): Examples {
  const size = COUNT * 60;
  return {
    count: COUNT,
    shape: SHAPE,
    inputs: bytes ? draw.bytes(size, 0.3) : draw.floats(size, 0.3),
    scaling: bytes
      ? { divisor: [255, 51, 3], offset: [0.5, -0.25, 0] }
      : { divisor: [1, 2, 0.3], offset: [0, 0.1, -7] },
    targets: new Uint8Array(COUNT),
  };
}

function drawMoves(draw: Draw, length: number): Moves {
  return {
    flip: Uint8Array.from({ length }, () => draw.below(2)),
    // As far as out of the image.
    down: Int8Array.from({ length }, () => draw.below(11) - 5),
    right: Int8Array.from({ length }, () => draw.below(13) - 6),
  };
}

/** The definitions of `Scaling` and `Moves`, for one value of the i-th example of a batch. */
function expectedAt(
  { examples, indices, moves }: Batch,
  i: number,
  c: number,
  r: number,
  x: number,
) {
  const { inputs, scaling, shape } = examples;
  const [, height = 1, width = 1] = shape;
  const column = moves?.flip[i] === 1 ? width - 1 - x : x;
  const row = r + (moves?.down[i] ?? 0);
  const at = column + (moves?.right[i] ?? 0);
  const inside = row >= 0 && row < height && at >= 0 && at < width;
  const v = inside ? inputs[((indices[i]! * 3 + c) * height + row) * width + at]! : 0;
  return Math.fround(Math.fround(v / scaling.divisor[c]!) - scaling.offset[c]!);
}

/** Staged floats, which held 9 everywhere before. */
function stage(arena: Arena, images: Images, batch: Batch, from: number, count: number) {
  const floats = arena.floats(images.at, (images.panels * images.panelBytes) / 4);
  floats.fill(9);
  stageImages(floats, images, batch, from, count);
  return floats;
}

const INDICES = Int32Array.from([3, 19, 0, 7, 7, 12, 1, 18, 5, 4, 11]);

describe.each([
  ['bytes', true],
  ['floats', false],
] as const)('staged images of %s', (_, bytes) => {
  it.each([
    ['unmoved', false],
    ['moved', true],
  ])('are scaled by channel and in the place of their example: %s', (_, moved) => {
    const draw = new Draw(bytes ? 1 : 2);
    const examples = drawImages(draw, bytes);
    const moves = moved ? drawMoves(draw, INDICES.length) : undefined;
    const batch: Batch = { examples, indices: INDICES, moves };
    for (const [from, count] of [
      [0, 11],
      [0, 8],
      [3, 8],
      [10, 1],
    ] as const) {
      const arena = new Arena();
      const images = placeImages(arena, SHAPE, 1, { vectors: 1, panels: 3 });
      const floats = stage(arena, images, batch, from, count);
      for (let e = 0; e < 12; e++) {
        for (let c = 0; c < 3; c++) {
          for (let r = 0; r < 4; r++) {
            for (let x = 0; x < 5; x++) {
              const want = e < count ? expectedAt(batch, from + e, c, r, x) : 0;
              expect(floats[positionIndex(images, c, r, x, e)]).toBe(want);
            }
          }
        }
      }
    }
  });

  it('touch neither borders nor padding channels', () => {
    const examples = drawImages(new Draw(3), bytes);
    const arena = new Arena();
    const images = placeImages(arena, SHAPE, 2, { vectors: 2, panels: 2 });
    const floats = stage(arena, images, { examples, indices: INDICES }, 0, 11);
    const inside = new Set<number>();
    for (let e = 0; e < 16; e++) {
      for (let c = 0; c < 3; c++) {
        for (let r = 0; r < 4; r++) {
          for (let x = 0; x < 5; x++) inside.add(positionIndex(images, c, r, x, e));
        }
      }
    }
    expect(inside.size).toBe(16 * 60);
    expect(floats.filter((v, i) => !inside.has(i) && v !== 9)).toEqual(new Float32Array(0));
  });
});

describe('staged inputs', () => {
  it('that were flat all take the one scaling, as an image of the network or as its features', () => {
    const draw = new Draw(4);
    const examples: Examples = {
      ...drawImages(draw, true),
      shape: [60],
      scaling: { divisor: [255], offset: [0.25] },
    };
    const batch = { examples, indices: INDICES };
    const at = (e: number, k: number): number => {
      const v = examples.inputs[INDICES[e]! * 60 + k]!;
      return Math.fround(Math.fround(v / 255) - 0.25);
    };
    const arena = new Arena();
    const images = placeImages(arena, SHAPE, 0, { vectors: 3, panels: 1 });
    const asImages = stage(arena, images, batch, 0, 11).slice();
    const features = placeFeatures(arena, 60, { vectors: 1, panels: 3 });
    const asFeatures = stage(arena, features, batch, 0, 11);
    for (let e = 0; e < 11; e++) {
      for (let k = 0; k < 60; k++) {
        const [c, r, x] = [Math.floor(k / 20), Math.floor(k / 5) % 4, k % 5];
        expect(asImages[positionIndex(images, c, r, x, e)]).toBe(at(e, k));
        expect(asFeatures[positionIndex(features, k, 0, 0, e)]).toBe(at(e, k));
      }
    }
  });

  it('of one scaling for all channels use it for each', () => {
    const examples: Examples = {
      ...drawImages(new Draw(5), true),
      scaling: { divisor: [255], offset: [0.5] },
    };
    const arena = new Arena();
    const images = placeImages(arena, SHAPE, 0, { vectors: 1, panels: 1 });
    const floats = stage(arena, images, { examples, indices: INDICES }, 0, 4);
    const v = examples.inputs[INDICES[2]! * 60 + 2 * 20 + 7]!;
    const want = Math.fround(Math.fround(v / 255) - 0.5);
    expect(floats[positionIndex(images, 2, 1, 2, 2)]).toBe(want);
  });

  it('beyond an image are the scaled value of 0, not 0', () => {
    const examples = drawImages(new Draw(6), true);
    const moves: Moves = {
      flip: new Uint8Array(1),
      down: Int8Array.of(4),
      right: Int8Array.of(0),
    };
    const arena = new Arena();
    const images = placeImages(arena, SHAPE, 0, { vectors: 1, panels: 1 });
    const floats = stage(arena, images, { examples, indices: Int32Array.of(1), moves }, 0, 1);
    expect([0, 1, 2].map((c) => floats[positionIndex(images, c, 0, 0, 0)])).toEqual([
      -0.5, 0.25, 0,
    ]);
  });
});
