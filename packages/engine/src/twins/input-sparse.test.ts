import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawSurvivors, ROW_LENGTHS } from '../testing/survivors.ts';
import { inputSparseForward, inputSparseGradient } from './input.ts';

const OUTPUTS = 34;

describeKernel('input_sparse_forward', ({ memory, sums }) => {
  for (const p of [1, 4, 5] as const) {
    it.each(ROW_LENGTHS)(`p${p} adds features of %i, %i, ... survivors`, (...lengths) => {
      for (const listed of new Set([0, 1, lengths.length])) {
        const draw = new Draw(1000 * p + 10 * lengths.length + listed);
        const lanes = 4 * p;
        const { values, columns: rows, starts } = drawSurvivors(draw, lengths, OUTPUTS, lanes);
        const xRow = 3 * lanes;
        const x = draw.floats(lengths.length * xRow, 0.5);
        const list = draw.subset(lengths.length, listed).map((k) => 4 * k);
        const before = draw.floats(OUTPUTS * lanes);
        memory.clear();
        const y = memory.place(before);
        memory.kernels[`input_sparse_forward_p${p}`](
          y,
          memory.place(values),
          memory.place(rows),
          memory.place(starts),
          memory.place(x),
          4 * xRow,
          memory.place(list),
          listed,
        );
        const what = `seed ${draw.seed}, ${listed} listed`;
        memory.check(what, [y]);
        sums(what, memory.floats(y, before.length), before, lengths.length, (out, round) =>
          inputSparseForward(out, values, { rows, starts }, x, xRow, list, lanes, round),
        );
      }
    });
  }
});

describeKernel('input_sparse_gradient', ({ memory, sums }) => {
  for (const p of [1, 4, 5] as const) {
    it.each(ROW_LENGTHS)(`p${p} sums lanes for features of %i, %i, ... survivors`, (...lengths) => {
      for (const listed of new Set([0, 1, lengths.length])) {
        const draw = new Draw(1000 * p + 10 * lengths.length + listed);
        const lanes = 4 * p;
        const { values, columns: rows, starts } = drawSurvivors(draw, lengths, OUTPUTS, lanes);
        const xRow = 3 * lanes;
        const x = draw.floats(lengths.length * xRow, 0.5);
        const dy = draw.floats(OUTPUTS * lanes);
        const list = draw.subset(lengths.length, listed).map((k) => 4 * k);
        const before = draw.floats(values.length);
        memory.clear();
        const g = memory.place(before);
        memory.kernels[`input_sparse_gradient_p${p}`](
          g,
          memory.place(rows),
          memory.place(starts),
          memory.place(dy),
          memory.place(x),
          4 * xRow,
          memory.place(list),
          listed,
        );
        const what = `seed ${draw.seed}, ${listed} listed`;
        memory.check(what, [g]);
        sums(what, memory.floats(g, before.length), before, lanes, (out, round) =>
          inputSparseGradient(out, { rows, starts }, dy, x, xRow, list, lanes, round),
        );
      }
    });
  }
});
