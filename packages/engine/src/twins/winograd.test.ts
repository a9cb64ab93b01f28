import { describe, expect, it } from 'vitest';
import { Draw } from '../testing/draw.ts';
import * as testing from '../testing/winograd.ts';
import { indexOf, valueAt, type Image } from './image.ts';
import { exact, type Floats } from './rounding.ts';
import * as twins from './winograd.ts';

/** Visits every product of a convolution: output o at row r, float i of it, weight (di, c, dj), float of x. */
function eachProduct(
  { inputs, outputs, vectors, height, width }: twins.Planes,
  visit: (y: [number, number, number], w: number, x: [number, number, number]) => void,
): void {
  for (let o = 0; o < outputs; o++) {
    for (let c = 0; c < inputs; c++) {
      for (let k = 0; k < 9; k++) {
        const [di, dj] = [Math.floor(k / 3), k % 3];
        const w = twins.weightIndex(o, di, c, dj, inputs);
        for (let r = 0; r < height; r++) {
          for (let i = 0; i < 4 * vectors * width; i++) {
            visit([o, r, i], w, [c, r + di - 1, i + 4 * vectors * (dj - 1)]);
          }
        }
      }
    }
  }
}

const wide = (image: Image): Image => ({ ...image, data: new Float64Array(image.data.length) });

const close = (actual: Floats, expected: Floats): void => {
  for (const [i, v] of expected.entries()) expect(Math.abs(actual[i]! - v)).toBeLessThan(2e-5);
};

describe.each(testing.VARIANTS)('F($m x $m, 3 x 3) in float64', (lines) => {
  it.each(testing.CASES)(
    'is the convolution and its gradients: $inputs to $outputs, $height x $width, $vectors vectors',
    (shape) => {
      const draw = new Draw(7);
      const exchanged = { ...shape, inputs: shape.outputs, outputs: shape.inputs };
      const x = testing.drawBordered(draw, shape.inputs, shape);
      const dy = testing.drawBordered(draw, shape.outputs, shape);
      const w = testing.drawWeights(draw, shape);
      const [y, dx, g] = [wide(dy), wide(x), new Float64Array(w.length)];
      eachProduct(shape, (yAt, k, xAt) => {
        y.data[indexOf(y, ...yAt)]! += w[k]! * valueAt(x, ...xAt);
        dx.data[indexOf(dx, ...xAt)]! += w[k]! * valueAt(dy, ...yAt);
        g[k]! += valueAt(dy, ...yAt) * valueAt(x, ...xAt);
      });
      // A gradient may also fall on the border; nothing else does.
      const inner = wide(dx);
      for (let c = 0; c < shape.inputs; c++) {
        for (let r = 0; r < shape.height; r++) {
          for (let i = 0; i < 4 * shape.vectors * shape.width; i++) {
            inner.data[indexOf(inner, c, r, i)] = valueAt(dx, c, r, i);
          }
        }
      }
      const u = testing.transformed(lines, shape, draw, (to) =>
        twins.winogradWeights(lines, to, w, shape, Math.fround),
      );
      const turned = testing.transformed(lines, exchanged, draw, (to) =>
        twins.winogradTurnedWeights(lines, to, w, shape, Math.fround),
      );
      const [y2, dx2] = [wide(y), wide(dx)];
      const keep = twins.biased(null, false, exact);
      twins.winogradConvolution(lines, y2, x, u, shape, keep, exact);
      close(y2.data, y.data);
      twins.winogradConvolution(lines, dx2, dy, turned, exchanged, keep, exact);
      close(dx2.data, inner.data);
      const du = new Float32Array(twins.sliceFloats(lines, shape));
      twins.winogradWeightGradient(lines, du, dy, x, shape, false, exact);
      const g2 = new Float64Array(g.length);
      twins.winogradGather(lines, g2, du, shape, exact);
      close(g2, g);
    },
  );
});
