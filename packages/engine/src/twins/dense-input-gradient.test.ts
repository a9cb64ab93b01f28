import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { denseInputGradient } from './dense.ts';

describeKernel('dense_input_gradient', ({ memory, sums }) => {
  const inputs = [2, 4, 6, 8, 12, 34];
  for (const p of [1, 4, 5] as const) {
    it.each(inputs)(`p${p} gives %i rows, with and without a gate`, (inputs) => {
      for (const pairs of [1, 2, 3, 17]) {
        for (const gated of [false, true]) {
          const seed = 1000 * p + 10 * inputs + pairs;
          const draw = new Draw(seed);
          const lanes = 4 * p;
          const w = draw.floats(2 * pairs * inputs);
          const dy = draw.floats(2 * pairs * lanes);
          const gate = gated ? draw.floats(inputs * lanes, 0.4) : null;
          const before = draw.floats(inputs * lanes);
          memory.clear();
          const dx = memory.place(before);
          memory.kernels[`dense_input_gradient_p${p}`](
            dx,
            memory.place(w),
            memory.place(dy),
            pairs,
            inputs,
            gate === null ? 0 : memory.place(gate),
          );
          const what = `seed ${seed}, ${pairs} pairs, gated ${gated}`;
          memory.check(what, [dx]);
          sums(what, memory.floats(dx, before.length), before, 2 * pairs, (out, round) =>
            denseInputGradient(out, w, dy, { lanes, pairs, inputs }, gate, round),
          );
        }
      }
    });
  }
});
