import { shapesOf } from '@sweepstake/graph';
import { describe, expect, it } from 'vitest';
import { Arena } from '../arena.ts';
import { placeImages, positionIndex, type Images } from '../images.ts';
import { Draw } from '../testing/draw.ts';
import { classifier, convolution, plain } from '../testing/networks.ts';
import { bordersOf } from './borders.ts';
import { backwardRows, forwardRows, gradientPhases, windowOf } from './geometry.ts';
import type { WindowRow } from './operand.ts';
import { stepsOf } from './steps.ts';

const CUT = { vectors: 1, panels: 2 };

/** What every byte of a value's memory is: of a position of some channel, or of no position, which is border. */
function ownersOf(images: Images, lead: number): Map<number, string> {
  const owners = new Map<number, string>();
  for (let c = 0; c < images.channels; c++) {
    for (let r = 0; r < images.rows; r++) {
      for (let x = 0; x < images.columns; x++) {
        for (let panel = 0; panel < images.panels; panel++) {
          const index = positionIndex(images, c, r, x, panel * images.vectors * 4);
          owners.set(lead + index * 4, `${panel} ${c} ${r} ${x}`);
        }
      }
    }
  }
  return owners;
}

/** Reads of slices of all output rows that leave the memory, or that see another channel's or panel's image. */
function strayReads(
  images: Images,
  rows: readonly WindowRow[],
  [outputRows, outputColumns]: readonly [number, number],
): string[] {
  const stray: string[] = [];
  const lead = images.at;
  const owners = ownersOf(images, lead);
  for (let panel = 0; panel < images.panels; panel++) {
    for (const { taps } of rows) {
      for (let c = 0; c < images.channels; c++) {
        for (const { offset } of taps(c)) {
          for (let i = 0; i < outputRows; i++) {
            for (let j = 0; j < outputColumns; j++) {
              const at =
                lead +
                panel * images.panelBytes +
                offset +
                i * images.rowBytes +
                j * images.columnBytes;
              const outside = at < 64 || at >= lead + images.panels * images.panelBytes;
              const owner = owners.get(at) ?? `${panel} ${c} `;
              if (outside || !owner.startsWith(`${panel} ${c} `)) stray.push(`${at}: ${owner}`);
            }
          }
        }
      }
    }
  }
  return stray;
}

describe('the borders of a value', () => {
  it('hold every slice of the convolutions on either side of it, on every output row', () => {
    const draw = new Draw(7);
    let tried = 0;
    while (tried < 150) {
      const side = (): number => 1 + draw.below(7);
      const pick = (): { kernel: number; stride: number; padding: number } => ({
        kernel: 1 + 2 * draw.below(3),
        stride: 1 + draw.below(3),
        padding: draw.below(3),
      });
      const layers = [
        convolution('a', 'input', [2, 3], pick()),
        plain('relu', 'relu', 'a'),
        convolution('b', 'relu', [3, 5], pick()),
      ];
      const network = classifier([2, side(), side()], 5, layers);
      let shapes: Map<string, readonly number[]>;
      try {
        shapes = new Map(shapesOf(network));
      } catch {
        continue; // A window larger than its padded image.
      }
      tried++;
      const borders = bordersOf(network, stepsOf(network));
      const ends = [
        ['input', 'relu', layers[0]],
        ['relu', 'b', layers[2]],
      ] as const;
      for (const [from, to, layer] of ends) {
        if (layer?.kind !== 'convolution') throw new Error('the ends are convolutions');
        const w = windowOf(layer);
        const where = `${JSON.stringify(w)} on ${shapes.get(from)!.join(' x ')}`;
        const [, h = 1, v = 1] = shapes.get(from)!;
        const [, oh = 1, ov = 1] = shapes.get(to)!;
        const images = (name: string, which: 'image' | 'gradient'): Images => {
          const border = borders.get(name)?.[which] ?? 0;
          return placeImages(new Arena(), shapes.get(name)!, border, CUT);
        };
        if (w.stride === 1) {
          const x = images(from, 'image');
          const rows = forwardRows(w, x, h, oh, null);
          expect(strayReads(x, rows, [oh, ov]), `${where}, forward`).toEqual([]);
        }
        const dy = images(to, 'gradient');
        for (const phase of gradientPhases(w, h, v)) {
          const size = [phase.rows, phase.columns] as const;
          const stray = strayReads(dy, backwardRows(w, dy, phase), size);
          expect(stray, `${where}, input gradient`).toEqual([]);
        }
      }
    }
  });

  it('are the padding for images, and the turned window needs kernel - 1 - padding around its gradient', () => {
    for (const [kernel, padding, gradient] of [
      [3, 1, 1],
      [3, 0, 2],
      [5, 2, 2],
      [1, 0, 0],
      [5, 0, 4],
    ] as const) {
      const network = classifier([2, 8, 8], 4, [
        convolution('a', 'input', [2, 3], { kernel, padding }),
      ]);
      const borders = bordersOf(network, stepsOf(network));
      expect(borders.get('input')?.image ?? 0).toBe(padding);
      expect(borders.get('a')?.gradient).toBe(gradient);
    }
  });

  it('of a value that several convolutions read are the widest', () => {
    const network = classifier([2, 8, 8], 4, [
      convolution('a', 'input', [2, 3], { kernel: 1, padding: 0 }),
      convolution('b', 'input', [2, 3], { kernel: 5, padding: 2 }),
      convolution('c', 'input', [2, 3]),
    ]);
    expect(bordersOf(network, stepsOf(network)).get('input')?.image).toBe(2);
  });

  it('are none before a strided convolution, which reads phases with their padding', () => {
    const network = classifier([2, 8, 8], 4, [convolution('a', 'input', [2, 3], { stride: 2 })]);
    expect(bordersOf(network, stepsOf(network)).get('input')?.image ?? 0).toBe(0);
  });
});
