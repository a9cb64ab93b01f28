import { it } from 'vitest';
import { drawOperand, drawOutputs, RUNS } from '../testing/convolutions.ts';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { placeImage } from '../testing/images.ts';
import { convolutionDenseWeightGradient } from './convolution-dense.ts';

describeKernel('convolution_dense_weight_gradient', ({ memory, sums }) => {
  it.each([0, 1, 2, 3, 27, 193])('sums lanes for %i rows of the operand', (k) => {
    let number = 0;
    for (const run of k > 100 ? [1, 2, 3, 16, 31] : RUNS) {
      for (const [rows, first] of [1, 2, 3].flatMap((n) => [
        [n, true] as const,
        [n, false] as const,
      ])) {
        const runs = { run, rows };
        const blocks = 1 + ((number + Math.floor(number / 6)) % 3);
        const draw = new Draw(1000 * k + number++);
        // Blocks may have more rows than take part.
        const block = 4 * (k + draw.below(3));
        const { x, offsets } = drawOperand(draw, runs, k);
        const dy = drawOutputs(draw, 4 * blocks, runs);
        const before = draw.floats(blocks * block);
        memory.clear();
        const g = memory.place(before);
        const [from, , xRow] = placeImage(memory, x).panel;
        memory.kernels.convolution_dense_weight_gradient(
          g,
          4 * block,
          blocks,
          ...placeImage(memory, dy).panel,
          memory.place(offsets),
          k,
          from,
          xRow,
          rows,
          run,
          first ? 1 : 0,
        );
        const shape = { ...runs, blocks, block };
        const what = `seed ${draw.seed}, ${JSON.stringify({ ...shape, first })}`;
        memory.check(what, [g]);
        sums(what, memory.floats(g, before.length), before, 4 * rows * run, (out, round) =>
          convolutionDenseWeightGradient(out, dy, offsets, x, shape, first, round),
        );
      }
    }
  });
});
