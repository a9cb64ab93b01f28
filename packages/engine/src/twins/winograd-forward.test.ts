import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawImage, placeImage } from '../testing/images.ts';
import * as testing from '../testing/winograd.ts';
import { biased, positionsOf, winogradConvolution, winogradWeights } from './winograd.ts';

describeKernel('winograd_forward', ({ memory, sums }) => {
  const cases = testing.VARIANTS.flatMap((lines) =>
    testing.CASES.map((shape) => ({ lines, shape, name: testing.named(lines, shape) })),
  );
  it.each(cases)('$name', ({ lines, shape, name }) => {
    for (const [seed, [relu, withBias]] of [
      [true, true],
      [false, true],
      [true, false],
    ].entries()) {
      const draw = new Draw(seed);
      const { inputs, outputs, vectors, height, width, band } = shape;
      const x = testing.drawBordered(draw, inputs, shape);
      const w = testing.drawWeights(draw, shape);
      const u = testing.transformed(lines, shape, draw, (to) =>
        winogradWeights(lines, to, w, shape, Math.fround),
      );
      const bias = withBias ? draw.floats(outputs + (-outputs & 3), 0) : null;
      const y = drawImage(draw, { channels: outputs, rows: height, columns: width, vectors });
      memory.clear();
      const { start, panel, read } = placeImage(memory, y);
      const scratch = memory.place(new Uint8Array(testing.scratchBytes(lines, shape)).fill(255));
      memory.kernels[`winograd_forward_f${lines.m}`](
        ...panel,
        ...placeImage(memory, x).panel,
        memory.place(u),
        bias === null ? 0 : memory.place(bias),
        scratch,
        inputs,
        outputs,
        vectors,
        height,
        width,
        band,
        relu ? 1 : 0,
      );
      const what = `seed ${seed}, ${name}, relu ${relu}, bias ${withBias}`;
      memory.check(what, [start, scratch]);
      const terms = positionsOf(lines) * (inputs + 4);
      sums(what, read(), y.data as Float32Array, terms, (data, round) => {
        const finish = biased(bias, relu!, round);
        winogradConvolution(lines, { ...y, data }, x, u, shape, finish, round);
      });
    }
  });
});
