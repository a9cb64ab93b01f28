import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { placeImage } from '../testing/images.ts';
import {
  bordered,
  boundOf,
  convolve,
  CONVOLUTIONS,
  drawConvolution,
  extentsOf,
  offsetOf,
  operandRows,
  packed,
} from '../testing/whole-convolutions.ts';
import { valueAt, widthOf } from './image.ts';

describeKernel('a dense convolution of stride 2', ({ memory }) => {
  it.each([
    [3, 1],
    [5, 2],
  ])('of windows of %i has its adjoint, phase by phase', (size, pad) => {
    const convolution = { ...CONVOLUTIONS[0]![1], size, pad, stride: 2 };
    const { inputs, outs, vectors } = convolution;
    const extents = extentsOf(convolution);
    const drawn = drawConvolution(new Draw(20 + size), convolution);
    const dx = bordered(extents.x, 0, convolve(convolution, drawn).dx);
    const dy = bordered(extents.y, size, drawn.dy);
    const w = packed(convolution, drawn.w);
    for (const [py, px] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      // Position (q, t) of this phase is row 2 q + py, column 2 t + px of the padded input.
      const [dys, dxs] = [Math.ceil((size - py) / 2), Math.ceil((size - px) / 2)];
      const phase = {
        ...extents.x,
        rows: Math.ceil((extents.x.rows + 2 * pad - py) / 2),
        columns: Math.ceil((extents.x.columns + 2 * pad - px) / 2),
      };
      const offsets = Uint32Array.from(operandRows(dys, outs, dxs), ([i, o, j]) =>
        offsetOf(dy, extents.y, [o, i + 1 - dys, j + 1 - dxs]),
      );
      const k = offsets.length;
      memory.clear();
      const { panel, read } = placeImage(memory, bordered(phase, 0));
      const [from, , dyRow] = placeImage(memory, dy).panel;
      const u = memory.place(new Float32Array(4 * k));
      memory.kernels.convolution_dense_transpose(
        u,
        memory.place(w),
        16 * inputs * size * size,
        inputs,
        outs,
        size,
        py + 2 * (dys - 1),
        dys,
        px + 2 * (dxs - 1),
        dxs,
        2,
      );
      memory.kernels.convolution_dense_product(
        ...panel,
        u,
        16 * k,
        1,
        memory.place(offsets),
        k,
        0,
        from,
        dyRow,
        phase.rows,
        phase.columns * vectors,
        1,
        0,
        0,
        0,
      );
      const actual = { ...bordered(phase, 0), data: read() };
      const lanes = 4 * vectors;
      let compared = 0;
      for (let c = 0; c < inputs; c++) {
        for (let q = 0; q < phase.rows; q++) {
          for (let i = 0; i < widthOf(phase); i++) {
            const row = 2 * q + py - pad;
            const column = 2 * Math.floor(i / lanes) + px - pad;
            const outside = row < 0 || row >= extents.x.rows || column < 0;
            if (outside || column >= extents.x.columns) continue;
            const expected = valueAt(dx, c, row, column * lanes + (i % lanes));
            const difference = Math.abs(valueAt(actual, c, q, i) - expected);
            expect(difference).toBeLessThan(boundOf(outs * dys * dxs));
            compared++;
          }
        }
      }
      expect(compared).toBeGreaterThan(0);
    }
  });
});
