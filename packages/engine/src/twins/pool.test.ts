import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawImage, EXTENTS, named, placeImage } from '../testing/images.ts';
import type { Extent, Image } from './image.ts';
import { maxPoolBackward, maxPoolForward, windowsOf } from './pool.ts';

const SIZES = [1, 2, 3, 4];

/** Images with few different values, so that windows hold equal maxima. */
function drawCoarse(draw: Draw, extent: Extent): Image {
  const image = drawImage(draw, extent);
  return { ...image, data: image.data.map((v) => Math.round(2 * v) / 2) };
}

const shapeOf = ({ channels, rows, columns, vectors }: Extent) =>
  [channels, rows, columns, vectors] as const;

describeKernel('max_pool_forward', ({ memory, same }) => {
  it.each(EXTENTS.map((e) => [named(e), e] as const))('pools %s', (what, extent) => {
    for (const size of SIZES) {
      const draw = new Draw(10 * extent.vectors + size);
      const x = drawCoarse(draw, extent);
      const y = drawImage(draw, windowsOf(extent, size).pooled);
      memory.clear();
      const { start, panel, read } = placeImage(memory, y);
      const from = placeImage(memory, x).panel;
      memory.kernels.max_pool_forward(...panel, ...from, ...shapeOf(extent), size);
      memory.check(`${what}, size ${size}`, [start]);
      maxPoolForward(y, x, extent, size);
      same(`${what}, size ${size}, seed ${draw.seed}`, read(), y.data);
    }
  });

  it('keeps NaN, so that divergence is seen', () => {
    for (let at = 0; at < 4; at++) {
      const data = Float32Array.from({ length: 16 }, (_, i) => (i === 4 * at ? NaN : i));
      memory.clear();
      const x = memory.place(data);
      const y = memory.place(new Float32Array(4));
      memory.kernels.max_pool_forward(y, 16, 16, x, 64, 32, 1, 2, 2, 1, 2);
      expect([...memory.floats(y, 4)]).toEqual([NaN, 13, 14, 15]);
    }
  });
});

describeKernel('max_pool_backward', ({ memory, same }) => {
  it.each(EXTENTS.map((e) => [named(e), e] as const))('gives back %s', (what, extent) => {
    for (const size of SIZES) {
      for (const gate of [false, true]) {
        const draw = new Draw(10 * extent.vectors + size);
        const { pooled } = windowsOf(extent, size);
        const inputs = {
          x: drawCoarse(draw, extent),
          y: drawImage(draw, pooled),
          dy: drawImage(draw, pooled),
        };
        maxPoolForward(inputs.y, inputs.x, extent, size);
        const dx = drawImage(draw, extent);
        memory.clear();
        const { start, panel, read } = placeImage(memory, dx);
        memory.kernels.max_pool_backward(
          ...panel,
          ...placeImage(memory, inputs.x).panel,
          ...placeImage(memory, inputs.y).panel,
          ...placeImage(memory, inputs.dy).panel,
          ...shapeOf(extent),
          size,
          gate ? 1 : 0,
        );
        memory.check(`${what}, size ${size}`, [start]);
        maxPoolBackward(dx, inputs, extent, size, gate);
        same(`${what}, size ${size}, gate ${gate}, seed ${draw.seed}`, read(), dx.data);
      }
    }
  });

  it('gives a gradient to the first of equal maxima, row by row, and to none below 0 if gated', () => {
    // Lanes: maximum at 3; all equal; equal at 1 and 2; all negative.
    const x = Float32Array.of(0, 1, 2, -4, 1, 1, 5, -3, 2, 1, 5, -2, 3, 1, 0, -1);
    const y = Float32Array.of(3, 1, 5, -1);
    for (const gate of [0, 1]) {
      memory.clear();
      const [dx, from] = [memory.place(new Float32Array(16)), memory.place(x)];
      const dy = memory.place(Float32Array.of(10, 20, 30, 40));
      const at = memory.place(y);
      memory.kernels.max_pool_backward(
        ...([dx, 64, 32, from, 64, 32, at, 16, 16, dy, 16, 16, 1, 2, 2, 1, 2, gate] as const),
      );
      const expected = [0, 20, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0, 10, 0, 0, gate === 1 ? 0 : 40];
      expect([...memory.floats(dx, 16)]).toEqual(expected);
    }
  });
});
