import { describe, expect, it } from 'vitest';
import { Arena } from '../arena.ts';
import { placeImages, type Images } from '../images.ts';
import { convolution } from '../testing/networks.ts';
import {
  backwardRows,
  forwardRows,
  gradientBorder,
  gradientPhases,
  rowIndex,
  windowOf,
  type Window,
} from './geometry.ts';

const CUT = { vectors: 2, panels: 1 };

interface Setting {
  readonly where: string;
  readonly window: Window;
  readonly input: readonly [number, number];
  readonly output: readonly [number, number];
}

/** Every stride, padding and square window below, on images of 1 to 9 rows and of one more or fewer columns. */
const settings: Setting[] = [1, 3, 5].flatMap((kernel) =>
  [1, 2, 3].flatMap((stride) =>
    [0, 1, 2].flatMap((padding) =>
      Array.from({ length: 9 }, (_, i) => i + 1).flatMap((rows) => {
        const columns = rows % 2 === 0 ? rows - 1 : rows + 1;
        const input = [rows, columns] as const;
        const output = [
          Math.floor((rows + 2 * padding - kernel) / stride) + 1,
          Math.floor((columns + 2 * padding - kernel) / stride) + 1,
        ] as const;
        if (Math.min(...output) < 1) return [];
        const window = windowOf(convolution('c', 'input', [3, 2], { kernel, stride, padding }));
        const where = `window ${kernel}, stride ${stride}, padding ${padding}, ${input.join(' x ')}`;
        return [{ where, window, input, output }];
      }),
    ),
  ),
);

/** (output row, output column) <- (input channel, window row, window column) <- (input row, input column). */
const triple = (i: number, j: number, c: number, di: number, dj: number, at: [number, number]) =>
  `y[${i}, ${j}] w[${c}, ${di}, ${dj}] x[${at.join(', ')}]`;

/** The products of a direct convolution that are not with border, by the definition of `ConvolutionLayer`. */
function products({ window: w, input, output }: Setting, channels: number): string[] {
  const found: string[] = [];
  for (let i = 0; i < output[0]; i++) {
    for (let j = 0; j < output[1]; j++) {
      for (let c = 0; c < channels; c++) {
        for (let di = 0; di < w.height; di++) {
          for (let dj = 0; dj < w.width; dj++) {
            const r = i * w.stride + di - w.padding;
            const x = j * w.stride + dj - w.padding;
            if (r < 0 || r >= input[0] || x < 0 || x >= input[1]) continue;
            found.push(triple(i, j, c, di, dj, [r, x]));
          }
        }
      }
    }
  }
  return found.toSorted();
}

const place = (channels: number, [rows, columns]: readonly [number, number], border: number) =>
  placeImages(new Arena(), [channels, rows, columns], border, CUT);

/** Row and column of a channel that lie `bytes` from its first value; columns before the first are below 0. */
function positionOf(images: Images, channel: number, bytes: number): [number, number] {
  const left = bytes - channel * images.channelBytes + images.border * images.columnBytes;
  const row = Math.floor(left / images.rowBytes);
  const inRow = left - row * images.rowBytes;
  expect(inRow % images.columnBytes).toBe(0);
  return [row, inRow / images.columnBytes - images.border];
}

/** Kernel row k as (channel, window row, window column), by `rowIndex` alone. */
function weightOf(w: Window, k: number, channel: number): [number, number] {
  for (let di = 0; di < w.height; di++) {
    for (let dj = 0; dj < w.width; dj++) if (rowIndex(w, channel, di, dj) === k) return [di, dj];
  }
  throw new Error(`no weight of channel ${channel} is row ${k}`);
}

describe('k of a weight', () => {
  it('runs over window rows, then channels, then window columns, without a gap', () => {
    const w = windowOf(convolution('c', 'input', [3, 2], { kernel: 5 }));
    let k = 0;
    for (let di = 0; di < 5; di++) {
      for (let c = 0; c < 3; c++) {
        for (let dj = 0; dj < 5; dj++) expect(rowIndex(w, c, di, dj)).toBe(k++);
      }
    }
  });
});

describe('slices of a forward product', () => {
  it('with stride 1 are exactly the products of a direct convolution', () => {
    for (const setting of settings.filter(({ window }) => window.stride === 1)) {
      const { where, window: w, input, output } = setting;
      const x = place(w.inputs, input, w.padding);
      const found: string[] = [];
      for (const { taps, from, to } of forwardRows(w, x, input[0], output[0], null)) {
        for (let c = 0; c < w.inputs; c++) {
          for (const { k, channel, offset } of taps(c)) {
            expect(channel).toBe(c);
            const [di, dj] = weightOf(w, k, c);
            for (let i = from; i < to; i++) {
              for (let j = 0; j < output[1]; j++) {
                const bytes = offset + i * x.rowBytes + j * x.columnBytes;
                const at = positionOf(x, c, bytes);
                if (at[1] < 0 || at[1] >= input[1]) continue;
                found.push(triple(i, j, c, di, dj, at));
              }
            }
          }
        }
      }
      expect(found.toSorted(), where).toEqual(products(setting, w.inputs));
    }
  });

  it('with larger strides read phases, and are exactly the products of a direct convolution', () => {
    for (const setting of settings.filter(({ window }) => window.stride > 1)) {
      const { where, window: w, input, output } = setting;
      const side = Math.min(w.stride, Math.max(w.height, w.width));
      const sizes = input.map((n) => Math.ceil((n + 2 * w.padding) / w.stride));
      const whole = place(4 * side * side, [sizes[0]!, sizes[1]!], 0);
      const phases = { bytes: 4 * whole.channelBytes, side };
      const found: string[] = [];
      for (const { taps, from, to } of forwardRows(w, whole, input[0], output[0], phases)) {
        for (let c = 0; c < w.inputs; c++) {
          for (const { k, offset } of taps(c)) {
            const [di, dj] = weightOf(w, k, c);
            const phase = Math.floor(offset / phases.bytes);
            for (let i = from; i < to; i++) {
              for (let j = 0; j < output[1]; j++) {
                const bytes = offset - phase * phases.bytes + i * whole.rowBytes;
                const [r, x] = positionOf(whole, c, bytes + j * whole.columnBytes);
                expect(x, where).toBeLessThan(sizes[1]!);
                // Row r of phase p is row r stride + p of the image with its padding.
                const at: [number, number] = [
                  r * w.stride + Math.floor(phase / side) - w.padding,
                  x * w.stride + (phase % side) - w.padding,
                ];
                if (at[1] < 0 || at[1] >= input[1]) continue;
                found.push(triple(i, j, c, di, dj, at));
              }
            }
          }
        }
      }
      expect(found.toSorted(), where).toEqual(products(setting, w.inputs));
    }
  });

  it('leave out no row that sees the image and keep none that does not', () => {
    for (const { where, window: w, input, output } of settings) {
      const x = place(w.inputs, input, w.padding);
      forwardRows(w, x, input[0], output[0], null).forEach(({ from, to }, di) => {
        for (let i = 0; i < output[0]; i++) {
          const r = i * w.stride + di - w.padding;
          expect(from <= i && i < to, `${where}, row ${i}`).toBe(r >= 0 && r < input[0]);
        }
      });
    }
  });
});

describe('slices of the input gradient', () => {
  it('are exactly the products of the forward convolution, read the other way', () => {
    for (const setting of settings) {
      const { where, window: w, input, output } = setting;
      const dy = place(w.outputs, output, gradientBorder(w, input, output));
      const found: string[] = [];
      for (const phase of gradientPhases(w, ...input)) {
        const { dis, djs, py, px } = phase;
        backwardRows(w, dy, phase).forEach(({ taps, from, to }, i) => {
          for (let o = 0; o < w.outputs; o++) {
            taps(o).forEach(({ k, offset }, j) => {
              expect(k, where).toBe((i * w.outputs + o) * djs.length + j);
              for (let r = from; r < to; r++) {
                for (let x = 0; x < phase.columns; x++) {
                  const bytes = offset + r * dy.rowBytes + x * dy.columnBytes;
                  const [yr, yx] = positionOf(dy, o, bytes);
                  if (yx < 0 || yx >= output[1]) continue;
                  const at: [number, number] =
                    w.stride === 1
                      ? [r, x]
                      : [r * w.stride + py - w.padding, x * w.stride + px - w.padding];
                  // Gradients of the padding are made too, and joined to nothing.
                  if (at[0] < 0 || at[0] >= input[0] || at[1] < 0 || at[1] >= input[1]) continue;
                  found.push(triple(yr, yx, o, dis[i]!, djs[j]!, at));
                }
              }
            });
          }
        });
      }
      expect(found.toSorted(), where).toEqual(products(setting, w.outputs));
    }
  });

  it('have windows in descending order, and every window place in one phase', () => {
    for (const { where, window: w, input } of settings) {
      const places = gradientPhases(w, ...input).flatMap(({ dis, djs }) => {
        expect(dis, where).toEqual(dis.toSorted((a, b) => b - a));
        return dis.flatMap((di) => djs.map((dj) => `${di} ${dj}`));
      });
      expect(new Set(places).size, where).toBe(places.length);
      expect(places.length, where).toBe(w.height * w.width);
    }
  });
});
