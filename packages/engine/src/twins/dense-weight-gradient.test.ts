import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { denseWeightGradient } from './dense.ts';

describeKernel('dense_weight_gradient', ({ memory, sums }) => {
  // Tiles of 4 columns, blocks of 32.
  const counts = [0, 4, 8, 28, 32, 36, 68];
  for (const p of [1, 4, 5] as const) {
    it.each(counts)(`p${p} sums lanes for %i listed columns`, (count) => {
      for (const [pairs, panels, skipped] of [
        [1, 1, 0],
        [2, 3, 5],
        [3, 2, 1],
      ] as const) {
        const seed = 1000 * p + 10 * count + pairs;
        const draw = new Draw(seed);
        const [lanes, inputs] = [4 * p, count + skipped];
        // Panels may have more rows than take part.
        const dyPanel = (2 * pairs + 1) * lanes;
        const xPanel = (count + 2) * lanes;
        const dy = draw.floats(panels * dyPanel);
        const x = draw.floats(panels * xPanel);
        const list = draw.subset(inputs, count).map((k) => 8 * k);
        const before = draw.floats(2 * pairs * inputs);
        memory.clear();
        const g = memory.place(before);
        memory.kernels[`dense_weight_gradient_p${p}`](
          g,
          memory.place(dy),
          memory.place(x),
          memory.place(list),
          count,
          pairs,
          inputs,
          panels,
          4 * dyPanel,
          4 * xPanel,
        );
        const what = `seed ${seed}, ${pairs} pairs, ${panels} panels`;
        memory.check(what, [g]);
        const shape = { lanes, pairs, inputs, panels };
        sums(what, memory.floats(g, before.length), before, panels * lanes, (out, round) =>
          denseWeightGradient(out, dy, x, list, shape, { dyPanel, xPanel }, round),
        );
      }
    });
  }
});
