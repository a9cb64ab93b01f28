import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { furthest } from '../testing/furthest.ts';
import { placeImage } from '../testing/images.ts';
import type { KernelMemory } from '../testing/kernel-memory.ts';
import {
  bordered,
  boundOf,
  convolve,
  CONVOLUTIONS,
  drawConvolution,
  extentsOf,
  inside,
  offsetOf,
  type Convolution,
} from '../testing/whole-convolutions.ts';

/** A surviving weight and its place among all survivors. */
interface Survivor {
  readonly number: number;
  readonly weight: number;
  readonly o: number;
  readonly c: number;
  readonly di: number;
  readonly dj: number;
}

/** Half of the weights at random, none of output 1 and input 1; the others are set to 0. */
function prune(draw: Draw, { inputs, size }: Convolution, w: Float32Array): Survivor[] {
  const survivors: Survivor[] = [];
  w.forEach((_, weight) => {
    const [o, c] = [
      Math.floor(weight / (inputs * size * size)),
      Math.floor(weight / (size * size)) % inputs,
    ];
    if (draw.uniform() < 0.5 || (o === 1 && c === 1)) {
      w[weight] = 0;
      return;
    }
    const [di, dj] = [Math.floor(weight / size) % size, weight % size];
    survivors.push({ number: survivors.length, weight, o, c, di, dj });
  });
  return survivors;
}

/** Places entries of these survivors by output, or by `rowOf`, with values packed from those of all. */
function placeEntries(
  memory: KernelMemory,
  values: number,
  list: readonly Survivor[],
  rows: number,
  rowOf: (survivor: Survivor) => number,
  offset: (survivor: Survivor) => number,
) {
  const sorted = list.toSorted((a, b) => rowOf(a) - rowOf(b));
  const starts = Uint32Array.from({ length: rows + 1 }, (_, row) => {
    return 8 * sorted.filter((s) => rowOf(s) < row).length;
  });
  const entries = memory.place(Uint32Array.from(sorted.flatMap((s) => [offset(s), 0])));
  const order = memory.place(Uint32Array.from(sorted, (s) => 4 * s.number));
  memory.kernels.convolution_sparse_pack(entries, values, order, sorted.length);
  return { entries, starts: memory.place(starts), sorted };
}

describeKernel('a sparse convolution', ({ memory, same }) => {
  it.each(CONVOLUTIONS)('of windows of %i equals its definition', (size, convolution) => {
    const { inputs, outs, pad, vectors, columns, rows } = convolution;
    const extents = extentsOf(convolution);
    const draw = new Draw(size);
    const drawn = drawConvolution(draw, convolution);
    const survivors = prune(draw, convolution, drawn.w);
    const x = bordered(extents.x, pad, drawn.x);
    memory.clear();
    const { start, panel, read } = placeImage(memory, bordered(extents.y, 1));
    const [from, , xRow] = placeImage(memory, x).panel;
    const bias = memory.place(drawn.bias);
    const values = memory.place(Float32Array.from(survivors, (s) => drawn.w[s.weight]!));
    // In two blocks of channels, the second of which ends in a ReLU.
    const written = [start];
    for (const [has, mode] of [
      [(c: number) => c < 2, 1],
      [(c: number) => c >= 2, 2],
    ] as const) {
      const { entries, starts } = placeEntries(
        memory,
        values,
        survivors.filter((s) => has(s.c)),
        outs,
        (s) => s.o,
        (s) => offsetOf(x, extents.x, [s.c, s.di - pad, s.dj - pad]),
      );
      written.push(entries);
      memory.kernels.convolution_sparse_product(
        ...panel,
        entries,
        starts,
        outs,
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
    memory.check('product', written);
    const y = inside({ ...bordered(extents.y, 1), data: read() }, extents.y);
    same('borders', read(), bordered(extents.y, 1, y).data);
    const expected = convolve(convolution, drawn).y.map((v) => Math.max(v, 0));
    expect(furthest(y, expected)).toBeLessThan(boundOf(inputs * size * size));
  });

  it.each(CONVOLUTIONS)('of windows of %i has its adjoint', (size, convolution) => {
    const { inputs, outs, pad, vectors, columns, rows } = convolution;
    const extents = extentsOf(convolution);
    const draw = new Draw(10 + size);
    const drawn = drawConvolution(draw, convolution);
    const survivors = prune(draw, convolution, drawn.w);
    const dy = bordered(extents.y, Math.max(1, size - 1 - pad), drawn.dy);
    memory.clear();
    const { start, panel, read } = placeImage(memory, bordered(extents.x, 1));
    const [from, , dyRow] = placeImage(memory, dy).panel;
    const gate = placeImage(memory, bordered(extents.x, pad, drawn.x)).panel;
    const values = memory.place(Float32Array.from(survivors, (s) => drawn.w[s.weight]!));
    const written = [start];
    for (const [has, mode] of [
      [(o: number) => o < 3, 1],
      [(o: number) => o >= 3, 0],
    ] as const) {
      const { entries, starts } = placeEntries(
        memory,
        values,
        survivors.filter((s) => has(s.o)),
        inputs,
        (s) => s.c,
        (s) => offsetOf(dy, extents.y, [s.o, pad - s.di, pad - s.dj]),
      );
      written.push(entries);
      memory.kernels.convolution_sparse_product(
        ...panel,
        entries,
        starts,
        inputs,
        0,
        from,
        dyRow,
        rows,
        columns * vectors,
        mode,
        ...(mode === 1 ? ([0, 0, 0] as const) : gate),
      );
    }
    memory.check('input gradient', written);
    const dx = inside({ ...bordered(extents.x, 1), data: read() }, extents.x);
    same('borders', read(), bordered(extents.x, 1, dx).data);
    const expected = convolve(convolution, drawn).dx.map((v, i) => (drawn.x[i]! > 0 ? v : 0));
    expect(furthest(dx, expected)).toBeLessThan(boundOf(outs * size * size));
  });

  it.each(CONVOLUTIONS)('of windows of %i has its weight gradient', (size, convolution) => {
    const { outs, pad, vectors, columns, rows } = convolution;
    const extents = extentsOf(convolution);
    const draw = new Draw(20 + size);
    const drawn = drawConvolution(draw, convolution);
    const survivors = prune(draw, convolution, drawn.w);
    const x = bordered(extents.x, pad, drawn.x);
    memory.clear();
    const g = memory.place(new Float32Array(survivors.length).fill(7));
    const [from, , xRow] = placeImage(memory, x).panel;
    const [dy, dyChannel, dyRow] = placeImage(memory, bordered(extents.y, 2, drawn.dy)).panel;
    const values = memory.place(new Float32Array(survivors.length));
    const { entries, starts, sorted } = placeEntries(
      memory,
      values,
      survivors,
      outs,
      (s) => s.o,
      (s) => offsetOf(x, extents.x, [s.c, s.di - pad, s.dj - pad]),
    );
    // The first 3 rows of the output, then the others on top of them.
    for (const [row, count] of [
      [0, 3],
      [3, rows - 3],
    ] as const) {
      memory.kernels.convolution_sparse_weight_gradient(
        g,
        entries,
        starts,
        outs,
        dy + row * dyRow,
        dyChannel,
        dyRow,
        from + row * xRow,
        xRow,
        count,
        columns * vectors,
        row === 0 ? 1 : 0,
      );
    }
    memory.check('weight gradient', [g, entries]);
    const all = convolve(convolution, drawn).g;
    const expected = sorted.map((s) => all[s.weight]!);
    const terms = rows * columns * 4 * vectors;
    expect(furthest(memory.floats(g, expected.length), expected)).toBeLessThan(boundOf(terms));
  });
});
