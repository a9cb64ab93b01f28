import { it } from 'vitest';
import {
  drawEnds,
  drawOperand,
  drawOutputs,
  ENDINGS,
  placeEnds,
  RUNS,
} from '../testing/convolutions.ts';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { placeImage } from '../testing/images.ts';
import { convolutionDenseProduct } from './convolution-dense.ts';

describeKernel('convolution_dense_product', ({ memory, sums }) => {
  it.each([0, 1, 2, 3, 27, 193])('sums %i rows of the operand', (k) => {
    let number = 0;
    for (const run of k > 100 ? [1, 2, 3, 16, 31] : RUNS) {
      for (const ending of ENDINGS) {
        const runs = { run, rows: 1 + (number % 3) };
        const blocks = 1 + (Math.floor(number / 3) % 3);
        const draw = new Draw(1000 * k + number++);
        // Blocks may have more rows than take part.
        const block = 4 * (k + draw.below(3));
        const w = draw.floats(blocks * block);
        const { x, offsets } = drawOperand(draw, runs, k);
        const y = drawOutputs(draw, 4 * blocks, runs);
        const ends = drawEnds(draw, 4 * blocks, runs, ending);
        memory.clear();
        const { start, panel, read } = placeImage(memory, y);
        const [from, , xRow] = placeImage(memory, x).panel;
        const { bias, gate } = placeEnds(memory, ends);
        memory.kernels.convolution_dense_product(
          ...panel,
          memory.place(w),
          4 * block,
          blocks,
          memory.place(offsets),
          k,
          bias,
          from,
          xRow,
          runs.rows,
          run,
          ending.mode,
          ...gate,
        );
        const shape = { ...runs, blocks, block };
        const what = `seed ${draw.seed}, ${JSON.stringify({ ...shape, ...ending })}`;
        memory.check(what, [start]);
        sums(what, read(), y.data as Float32Array, k, (data, round) =>
          convolutionDenseProduct({ ...y, data }, w, offsets, x, shape, ends, round),
        );
      }
    }
  });
});
