import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawImage, EXTENTS, named, placeImage } from '../testing/images.ts';
import * as twins from './average-pool.ts';
import type { Extent } from './image.ts';
import { windowsOf } from './pool.ts';

const SIZES = [1, 2, 3, 4];
const EACH = EXTENTS.map((e) => [named(e), e] as const);

const shapeOf = ({ channels, rows, columns, vectors }: Extent) =>
  [channels, rows, columns, vectors] as const;

describeKernel('average_pool_forward', ({ memory, sums }) => {
  it.each(EACH)('pools %s', (what, extent) => {
    for (const size of SIZES) {
      const draw = new Draw(10 * extent.vectors + size);
      const x = drawImage(draw, extent);
      const y = drawImage(draw, windowsOf(extent, size).pooled);
      memory.clear();
      const { start, panel, read } = placeImage(memory, y);
      const from = placeImage(memory, x).panel;
      memory.kernels.average_pool_forward(...panel, ...from, ...shapeOf(extent), size);
      const named = `${what}, size ${size}`;
      memory.check(named, [start]);
      sums(named, read(), y.data as Float32Array, size * size, (data, round) =>
        twins.averagePoolForward({ ...y, data }, x, extent, size, round),
      );
    }
  });
});

describeKernel('average_pool_backward', ({ memory, sums }) => {
  it.each(EACH)('gives back %s', (what, extent) => {
    for (const size of SIZES) {
      const draw = new Draw(10 * extent.vectors + size);
      const dx = drawImage(draw, extent);
      const dy = drawImage(draw, windowsOf(extent, size).pooled);
      memory.clear();
      const { start, panel, read } = placeImage(memory, dx);
      const from = placeImage(memory, dy).panel;
      memory.kernels.average_pool_backward(...panel, ...from, ...shapeOf(extent), size);
      const named = `${what}, size ${size}`;
      memory.check(named, [start]);
      sums(named, read(), dx.data as Float32Array, 1, (data, round) =>
        twins.averagePoolBackward({ ...dx, data }, dy, extent, size, round),
      );
    }
  });

  it('leaves nothing to rows and columns that no window covers', () => {
    memory.clear();
    const dx = memory.place(new Float32Array(36).fill(9));
    const dy = memory.place(Float32Array.of(4, 8, 12, 16));
    memory.kernels.average_pool_backward(dx, 144, 48, dy, 16, 16, 1, 3, 3, 1, 2);
    const window = [1, 2, 3, 4];
    const none = [0, 0, 0, 0];
    const row = [...window, ...window, ...none];
    expect([...memory.floats(dx, 36)]).toEqual([...row, ...row, ...none, ...none, ...none]);
  });
});

describeKernel('global_average_forward', ({ memory, sums }) => {
  it.each(EACH)('averages %s', (what, extent) => {
    const draw = new Draw(extent.vectors);
    const x = drawImage(draw, extent);
    const before = draw.floats(extent.channels * extent.vectors * 4);
    memory.clear();
    const y = memory.place(before);
    memory.kernels.global_average_forward(y, ...placeImage(memory, x).panel, ...shapeOf(extent));
    memory.check(what, [y]);
    const terms = extent.rows * extent.columns;
    sums(what, memory.floats(y, before.length), before, terms, (out, round) =>
      twins.globalAverageForward(out, x, extent, round),
    );
  });
});

describeKernel('global_average_backward', ({ memory, sums }) => {
  it.each(EACH)('spreads over %s', (what, extent) => {
    const draw = new Draw(extent.vectors);
    const dx = drawImage(draw, extent);
    const dy = draw.floats(extent.channels * extent.vectors * 4);
    memory.clear();
    const { start, panel, read } = placeImage(memory, dx);
    memory.kernels.global_average_backward(...panel, memory.place(dy), ...shapeOf(extent));
    memory.check(what, [start]);
    sums(what, read(), dx.data as Float32Array, 1, (data, round) =>
      twins.globalAverageBackward({ ...dx, data }, dy, extent, round),
    );
  });
});
