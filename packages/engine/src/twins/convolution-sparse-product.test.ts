import { it } from 'vitest';
import {
  drawEnds,
  drawEntries,
  drawOperand,
  drawOutputs,
  ENDINGS,
  OUTPUT_LENGTHS,
  placeEnds,
  RUNS,
} from '../testing/convolutions.ts';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { placeImage } from '../testing/images.ts';
import { convolutionSparseProduct } from './convolution-sparse.ts';

describeKernel('convolution_sparse_product', ({ memory, sums }) => {
  it.each(OUTPUT_LENGTHS)('multiplies outputs of %i, %i, ... survivors', (...lengths) => {
    let number = 0;
    for (const run of RUNS) {
      for (const ending of ENDINGS) {
        const runs = { run, rows: 1 + (number % 3) };
        const skipped = Math.floor(number / 3) % 3;
        const draw = new Draw(1000 * lengths.length + number++);
        const count = lengths.reduce((a, b) => a + b, skipped);
        const { x, offsets } = drawOperand(draw, runs, count);
        const survivors = drawEntries(draw, lengths, skipped, offsets);
        const y = drawOutputs(draw, lengths.length, runs);
        const ends = drawEnds(draw, lengths.length, runs, ending);
        memory.clear();
        const { start, panel, read } = placeImage(memory, y);
        const [from, , xRow] = placeImage(memory, x).panel;
        const { bias, gate } = placeEnds(memory, ends);
        memory.kernels.convolution_sparse_product(
          ...panel,
          memory.place(survivors.entries),
          memory.place(survivors.starts),
          lengths.length,
          bias,
          from,
          xRow,
          runs.rows,
          run,
          ending.mode,
          ...gate,
        );
        const what = `seed ${draw.seed}, ${JSON.stringify({ ...runs, skipped, ...ending })}`;
        memory.check(what, [start]);
        const terms = Math.max(...lengths);
        sums(what, read(), y.data as Float32Array, terms, (data, round) =>
          convolutionSparseProduct({ ...y, data }, survivors, x, runs, ends, round),
        );
      }
    }
  });
});
