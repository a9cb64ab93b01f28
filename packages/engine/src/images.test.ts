import { describe, expect, it } from 'vitest';
import { Arena } from './arena.ts';
import {
  asPanels,
  imagesBytes,
  placeFeatures,
  placeImages,
  positionIndex,
  readImages,
  type Cut,
} from './images.ts';
import { laneIndex, placePanels } from './panels.ts';
import { Draw } from './testing/draw.ts';

const draw = new Draw(3);
const settings = Array.from({ length: 60 }, () => ({
  shape: [1 + draw.below(6), 1 + draw.below(5), 1 + draw.below(5)] as const,
  border: draw.below(4),
  cut: { vectors: 1 + draw.below(5), panels: 1 + draw.below(3) },
}));

/** Addresses of the first lane of every position (row, column may lie in the border) of one channel. */
const addressOf = (
  { at, ...images }: ReturnType<typeof placeImages>,
  [panel, c, r, x]: readonly [number, number, number, number],
): number =>
  at +
  panel * images.panelBytes +
  c * images.channelBytes +
  r * images.rowBytes +
  x * images.columnBytes;

describe('an image value', () => {
  it('gives every value of every example a place of its own, in its memory', () => {
    for (const { shape, border, cut } of settings) {
      const images = placeImages(new Arena(), shape, border, cut);
      const [channels, rows, columns] = shape;
      const seen = new Set<number>();
      for (let e = 0; e < cut.vectors * cut.panels * 4; e++) {
        for (let c = 0; c < channels; c++) {
          for (let r = 0; r < rows; r++) {
            for (let x = 0; x < columns; x++) seen.add(positionIndex(images, c, r, x, e));
          }
        }
      }
      expect(seen.size).toBe(cut.vectors * cut.panels * 4 * channels * rows * columns);
      expect(Math.min(...seen)).toBe(0);
      expect(Math.max(...seen) * 4).toBeLessThan(images.panels * images.panelBytes);
    }
  });

  it('has `border` rows and columns on every side that belong to no position of any channel or panel', () => {
    for (const { shape, border, cut } of settings) {
      const arena = new Arena();
      const images = placeImages(arena, shape, border, cut);
      const [channels, rows, columns] = shape;
      const taken = new Set<number>();
      const around: number[] = [];
      for (let panel = 0; panel < cut.panels; panel++) {
        for (let c = 0; c < channels; c++) {
          for (let r = -border; r < rows + border; r++) {
            for (let x = -border; x < columns + border; x++) {
              const inside = r >= 0 && r < rows && x >= 0 && x < columns;
              const address = addressOf(images, [panel, c, r, x]);
              if (inside) taken.add(address);
              else around.push(address);
            }
          }
        }
      }
      for (const address of around) {
        expect(taken.has(address)).toBe(false);
        expect(address).toBeGreaterThanOrEqual(64);
        expect(address + images.columnBytes).toBeLessThanOrEqual(arena.size);
      }
    }
  });

  it('shares borders: those behind a row are before the next, those below a channel above the next', () => {
    const cut = { vectors: 2, panels: 1 };
    const images = placeImages(new Arena(), [3, 4, 5], 2, cut);
    for (let k = 0; k < 2; k++) {
      const behind = addressOf(images, [0, 0, 1, 5 + k]);
      expect(behind).toBe(addressOf(images, [0, 0, 2, k - 2]));
      expect(addressOf(images, [0, 0, 4 + k, 0])).toBe(addressOf(images, [0, 1, k - 2, 0]));
    }
    expect(images.rowBytes).toBe((5 + 2) * 32);
    expect(images.channelBytes).toBe((4 + 2) * images.rowBytes);
  });

  it('pads channels to four, so that neighbours never hold what a tile of outputs writes', () => {
    for (const channels of [1, 3, 4, 5, 8]) {
      const cut = { vectors: 1, panels: 1 };
      const arena = new Arena();
      const before = arena.size;
      const images = placeImages(arena, [channels, 2, 2], 1, cut);
      const padded = Math.ceil(channels / 4) * 4;
      const end = addressOf(images, [0, padded, 0, 0]);
      expect(end).toBeLessThanOrEqual(arena.size);
      expect(arena.size - before).toBeGreaterThanOrEqual(padded * images.channelBytes);
    }
  });

  it('takes the bytes that imagesBytes says', () => {
    for (const { shape, border, cut } of settings) {
      const arena = new Arena();
      const before = arena.size;
      placeImages(arena, shape, border, cut);
      expect(arena.size - before).toBe(Math.ceil(imagesBytes(shape, border, cut) / 64) * 64);
    }
  });

  it('is read example by example, channel by channel, row by row', () => {
    for (const { shape, border, cut } of settings) {
      const arena = new Arena();
      const images = placeImages(arena, shape, border, cut);
      const [channels, rows, columns] = shape;
      const n = cut.vectors * cut.panels * 4 - 1;
      const floats = arena.floats(images.at, (images.panels * images.panelBytes) / 4);
      let i = 0;
      for (let e = 0; e < n; e++) {
        for (let c = 0; c < channels; c++) {
          for (let r = 0; r < rows; r++) {
            for (let x = 0; x < columns; x++) floats[positionIndex(images, c, r, x, e)] = i++;
          }
        }
      }
      expect(readImages(arena, images, n)).toEqual(Float32Array.from({ length: i }, (_, k) => k));
    }
  });
});

describe('a value of features', () => {
  it('lies as the panels of dense layers do', () => {
    for (const [features, vectors, panels] of [
      [10, 5, 3],
      [16, 4, 2],
      [17, 1, 3],
      [512, 4, 1],
    ] as const) {
      const cut: Cut = { vectors, panels };
      const [a, b] = [new Arena(), new Arena()];
      const images = placeFeatures(a, features, cut);
      const expected = placePanels(b, features, { vectors, panels });
      expect(asPanels(images)).toEqual(expected);
      expect(a.size).toBe(b.size);
      for (let e = 0; e < vectors * panels * 4; e++) {
        for (let row = 0; row < features; row++) {
          expect(positionIndex(images, row, 0, 0, e)).toBe(laneIndex(expected, row, e));
        }
      }
    }
  });
});
