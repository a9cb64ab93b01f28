import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawSurvivors, ROW_LENGTHS } from '../testing/survivors.ts';
import { sparseWeightGradient } from './sparse.ts';

describeKernel('sparse_weight_gradient', ({ memory, sums }) => {
  for (const p of [1, 4, 5] as const) {
    it.each(ROW_LENGTHS)(`p${p} sums lanes for rows of %i, %i, ... survivors`, (...lengths) => {
      for (const panels of [1, 2, 3]) {
        const draw = new Draw(1000 * p + 10 * lengths.length + panels);
        const lanes = 4 * p;
        const survivors = drawSurvivors(draw, lengths, 34, lanes);
        const dyPanel = (lengths.length + 1) * lanes;
        const xPanel = 36 * lanes;
        const dy = draw.floats(panels * dyPanel);
        const x = draw.floats(panels * xPanel);
        const before = draw.floats(survivors.values.length);
        memory.clear();
        const g = memory.place(before);
        memory.kernels[`sparse_weight_gradient_p${p}`](
          g,
          memory.place(survivors.columns),
          memory.place(survivors.starts),
          lengths.length,
          memory.place(dy),
          memory.place(x),
          panels,
          4 * dyPanel,
          4 * xPanel,
        );
        const what = `seed ${draw.seed}, ${panels} panels`;
        memory.check(what, [g]);
        sums(what, memory.floats(g, before.length), before, panels * lanes, (out, round) =>
          sparseWeightGradient(
            out,
            survivors,
            dy,
            x,
            { lanes, panels },
            { dyPanel, xPanel },
            round,
          ),
        );
      }
    });
  }
});
