import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { placeImage } from '../testing/images.ts';
import * as testing from '../testing/winograd.ts';
import { positionsOf, winogradWeightGradient } from './winograd.ts';

describeKernel('winograd_weight_gradient', ({ memory, sums }) => {
  const cases = testing.VARIANTS.flatMap((lines) =>
    testing.CASES.map((shape) => ({ lines, shape, name: testing.named(lines, shape) })),
  );
  it.each(cases)('$name', ({ lines, shape, name }) => {
    for (const add of [false, true]) {
      const draw = new Draw(add ? 1 : 0);
      const { inputs, outputs, vectors, height, width, band } = shape;
      const dy = testing.drawBordered(draw, outputs, shape);
      const x = testing.drawBordered(draw, inputs, shape);
      const before = testing.transformed(lines, shape, draw);
      memory.clear();
      const du = memory.place(before);
      const scratch = memory.place(new Uint8Array(testing.scratchBytes(lines, shape)).fill(255));
      memory.kernels[`winograd_weight_gradient_f${lines.m}`](
        du,
        ...placeImage(memory, dy).panel,
        ...placeImage(memory, x).panel,
        scratch,
        inputs,
        outputs,
        vectors,
        height,
        width,
        band,
        add ? 1 : 0,
      );
      const what = `seed ${draw.seed}, ${name}, add ${add}`;
      memory.check(what, [du, scratch]);
      // Transformed data and gradients are up to 26 and 20 times as large as what they come from.
      const terms = 25 * positionsOf(lines) * vectors * (2 + height * width);
      sums(what, memory.floats(du, before.length), before, terms, (out, round) =>
        winogradWeightGradient(lines, out, dy, x, shape, add, round),
      );
    }
  });
});
