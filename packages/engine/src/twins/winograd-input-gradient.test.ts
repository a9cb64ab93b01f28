import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawImage, NO_IMAGE, placeImage } from '../testing/images.ts';
import * as testing from '../testing/winograd.ts';
import { gated, positionsOf, winogradConvolution, winogradTurnedWeights } from './winograd.ts';

describeKernel('winograd_input_gradient', ({ memory, sums }) => {
  const cases = testing.VARIANTS.flatMap((lines) =>
    testing.CASES.map((shape) => ({ lines, shape, name: testing.named(lines, shape) })),
  );
  it.each(cases)('$name', ({ lines, shape, name }) => {
    for (const [seed, [add, withGate]] of [
      [true, true],
      [false, true],
      [true, false],
      [false, false],
    ].entries()) {
      const draw = new Draw(seed);
      const { inputs, outputs, vectors, height, width, band } = shape;
      const exchanged = { ...shape, inputs: outputs, outputs: inputs };
      const dy = testing.drawBordered(draw, outputs, shape);
      const w = testing.drawWeights(draw, shape);
      const u = testing.transformed(lines, exchanged, draw, (to) =>
        winogradTurnedWeights(lines, to, w, shape, Math.fround),
      );
      const extent = { channels: inputs, rows: height, columns: width, vectors };
      const [dx, gate] = [drawImage(draw, extent), withGate ? drawImage(draw, extent, 0.4) : null];
      memory.clear();
      const { start, panel, read } = placeImage(memory, dx);
      const scratch = memory.place(new Uint8Array(testing.scratchBytes(lines, shape)).fill(255));
      memory.kernels[`winograd_input_gradient_f${lines.m}`](
        ...panel,
        ...placeImage(memory, dy).panel,
        memory.place(u),
        ...(gate === null ? NO_IMAGE : placeImage(memory, gate).panel),
        scratch,
        inputs,
        outputs,
        vectors,
        height,
        width,
        band,
        add ? 1 : 0,
      );
      const what = `seed ${seed}, ${name}, add ${add}, gate ${withGate}`;
      memory.check(what, [start, scratch]);
      const terms = positionsOf(lines) * (outputs + 4);
      sums(what, read(), dx.data as Float32Array, terms, (data, round) => {
        const to = { ...dx, data };
        const finish = gated(to, gate, add!, round);
        winogradConvolution(lines, to, dy, u, exchanged, finish, round);
      });
    }
  });
});
