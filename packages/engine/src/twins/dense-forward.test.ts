import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { denseForward } from './dense.ts';

describeKernel('dense_forward', ({ memory, sums }) => {
  // The kernel sums 192 columns at a time.
  const counts = [0, 1, 2, 3, 4, 5, 191, 192, 193, 385];
  for (const p of [1, 4, 5] as const) {
    it.each(counts)(`p${p} sums %i listed columns, with and without relu`, (count) => {
      for (const [pairs, skipped] of [
        [1, 0],
        [2, 3],
        [3, 1],
      ] as const) {
        for (const relu of [false, true]) {
          const seed = 1000 * p + 10 * count + pairs;
          const draw = new Draw(seed);
          const [lanes, inputs] = [4 * p, count + skipped];
          const w = draw.floats(2 * pairs * inputs);
          const bias = draw.floats(2 * pairs);
          const x = draw.floats(count * lanes);
          const list = draw.subset(inputs, count).map((k) => 8 * k);
          const before = draw.floats(2 * pairs * lanes);
          memory.clear();
          const y = memory.place(before);
          memory.kernels[`dense_forward_p${p}`](
            y,
            memory.place(w),
            memory.place(bias),
            memory.place(x),
            memory.place(list),
            count,
            pairs,
            inputs,
            relu ? 1 : 0,
          );
          const what = `seed ${seed}, ${pairs} pairs, relu ${relu}`;
          memory.check(what, [y]);
          sums(what, memory.floats(y, before.length), before, count, (out, round) =>
            denseForward(out, w, bias, x, list, { lanes, pairs, inputs, relu }, round),
          );
        }
      }
    });
  }
});
