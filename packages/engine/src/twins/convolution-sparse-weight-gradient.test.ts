import { it } from 'vitest';
import {
  drawEntries,
  drawOperand,
  drawOutputs,
  OUTPUT_LENGTHS,
  RUNS,
} from '../testing/convolutions.ts';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { placeImage } from '../testing/images.ts';
import { convolutionSparseWeightGradient } from './convolution-sparse.ts';

describeKernel('convolution_sparse_weight_gradient', ({ memory, sums }) => {
  it.each(OUTPUT_LENGTHS)('sums lanes for outputs of %i, %i, ... survivors', (...lengths) => {
    let number = 0;
    for (const run of RUNS) {
      for (const [rows, first] of [1, 2, 3].flatMap((n) => [
        [n, true] as const,
        [n, false] as const,
      ])) {
        const runs = { run, rows };
        const skipped = (number + Math.floor(number / 6)) % 3;
        const draw = new Draw(1000 * lengths.length + number++);
        const count = lengths.reduce((a, b) => a + b, skipped);
        const { x, offsets } = drawOperand(draw, runs, count);
        const survivors = drawEntries(draw, lengths, skipped, offsets);
        const dy = drawOutputs(draw, lengths.length, runs);
        const before = draw.floats(count);
        memory.clear();
        const g = memory.place(before);
        const [from, , xRow] = placeImage(memory, x).panel;
        memory.kernels.convolution_sparse_weight_gradient(
          g,
          memory.place(survivors.entries),
          memory.place(survivors.starts),
          lengths.length,
          ...placeImage(memory, dy).panel,
          from,
          xRow,
          rows,
          run,
          first ? 1 : 0,
        );
        const what = `seed ${draw.seed}, ${JSON.stringify({ ...runs, skipped, first })}`;
        memory.check(what, [g]);
        sums(what, memory.floats(g, count), before, 4 * rows * run, (out, round) =>
          convolutionSparseWeightGradient(out, survivors, dy, x, runs, first, round),
        );
      }
    }
  });
});
