import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { furthest } from '../testing/furthest.ts';
import { placeImage } from '../testing/images.ts';
import {
  bordered,
  boundOf,
  convolve,
  CONVOLUTIONS,
  drawConvolution,
  extentsOf,
  inside,
  offsetOf,
  operandRows,
  packed,
} from '../testing/whole-convolutions.ts';

describeKernel('a dense convolution', ({ memory, same }) => {
  it.each(CONVOLUTIONS)('of windows of %i equals its definition', (size, convolution) => {
    const { inputs, pad, vectors, columns, rows } = convolution;
    const extents = extentsOf(convolution);
    const drawn = drawConvolution(new Draw(size), convolution);
    const w = packed(convolution, drawn.w);
    const x = bordered(extents.x, pad, drawn.x);
    const offsets = Uint32Array.from(operandRows(size, inputs, size), ([di, c, dj]) =>
      offsetOf(x, extents.x, [c, di - pad, dj - pad]),
    );
    memory.clear();
    const { start, panel, read } = placeImage(memory, bordered(extents.y, 1));
    const [from, , xRow] = placeImage(memory, x).panel;
    const weights = memory.place(w);
    const list = memory.place(offsets);
    const bias = memory.place(Float32Array.from({ length: 8 }, (_, o) => drawn.bias[o] ?? 0));
    // In two parts of the operand, the second of which ends in a ReLU.
    const k = offsets.length;
    for (const [first, count, mode] of [
      [0, 2, 1],
      [2, k - 2, 2],
    ] as const) {
      memory.kernels.convolution_dense_product(
        ...panel,
        weights + 16 * first,
        16 * k,
        2,
        list + 4 * first,
        count,
        bias,
        from,
        xRow,
        rows,
        columns * vectors,
        mode,
        0,
        0,
        0,
      );
    }
    memory.check('product', [start]);
    const y = inside({ ...bordered(extents.y, 1), data: read() }, extents.y);
    same('borders and channels beyond the last', read(), bordered(extents.y, 1, y).data);
    const expected = convolve(convolution, drawn).y.map((v) => Math.max(v, 0));
    expect(furthest(y, expected)).toBeLessThan(boundOf(inputs * size * size));
  });

  it.each(CONVOLUTIONS)('of windows of %i has its adjoint', (size, convolution) => {
    const { inputs, outs, pad, vectors, columns, rows } = convolution;
    const extents = extentsOf(convolution);
    const drawn = drawConvolution(new Draw(10 + size), convolution);
    const last = size - 1;
    const dy = bordered(extents.y, last - pad, drawn.dy);
    const list = operandRows(size, outs, size);
    const offsets = Uint32Array.from(list, ([i, o, j]) =>
      offsetOf(dy, extents.y, [o, i + pad - last, j + pad - last]),
    );
    const k = offsets.length;
    memory.clear();
    const { start, panel, read } = placeImage(memory, bordered(extents.x, 1));
    const [from, , dyRow] = placeImage(memory, dy).panel;
    const gate = placeImage(memory, bordered(extents.x, pad, drawn.x)).panel;
    const w = memory.place(packed(convolution, drawn.w));
    const u = memory.place(new Float32Array(4 * k));
    const bytes = 16 * inputs * size * size;
    const { kernels } = memory;
    kernels.convolution_dense_transpose(u, w, bytes, inputs, outs, size, last, size, last, size, 1);
    kernels.convolution_dense_product(
      ...panel,
      u,
      16 * k,
      1,
      memory.place(offsets),
      k,
      0,
      from,
      dyRow,
      rows,
      columns * vectors,
      1,
      ...gate,
    );
    memory.check('input gradient', [start, u]);
    const dx = inside({ ...bordered(extents.x, 1), data: read() }, extents.x);
    same('borders and channels beyond the last', read(), bordered(extents.x, 1, dx).data);
    const expected = convolve(convolution, drawn).dx.map((v, i) => (drawn.x[i]! > 0 ? v : 0));
    expect(furthest(dx, expected)).toBeLessThan(boundOf(outs * size * size));
  });

  it.each(CONVOLUTIONS)('of windows of %i has its weight gradient', (size, convolution) => {
    const { inputs, pad, vectors, columns, rows } = convolution;
    const extents = extentsOf(convolution);
    const drawn = drawConvolution(new Draw(30 + size), convolution);
    const x = bordered(extents.x, pad, drawn.x);
    const offsets = Uint32Array.from(operandRows(size, inputs, size), ([di, c, dj]) =>
      offsetOf(x, extents.x, [c, di - pad, dj - pad]),
    );
    const k = offsets.length;
    memory.clear();
    const g = memory.place(new Float32Array(8 * k).fill(7));
    const [from, , xRow] = placeImage(memory, x).panel;
    const [dy, dyChannel, dyRow] = placeImage(memory, bordered(extents.y, 2, drawn.dy)).panel;
    const list = memory.place(offsets);
    // The first 3 rows of the output, then the others on top of them.
    for (const [row, count] of [
      [0, 3],
      [3, rows - 3],
    ] as const) {
      memory.kernels.convolution_dense_weight_gradient(
        g,
        16 * k,
        2,
        dy + row * dyRow,
        dyChannel,
        dyRow,
        list,
        k,
        from + row * xRow,
        xRow,
        count,
        columns * vectors,
        row === 0 ? 1 : 0,
      );
    }
    memory.check('weight gradient', [g]);
    const expected = packed(convolution, Float32Array.from(convolve(convolution, drawn).g));
    const terms = rows * columns * 4 * vectors;
    expect(furthest(memory.floats(g, 8 * k), expected)).toBeLessThan(boundOf(terms));
  });
});
