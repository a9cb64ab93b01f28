import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { CASES, drawWeights, scratchBytes, transformed, VARIANTS } from '../testing/winograd.ts';
import { winogradGather, winogradTurnedWeights, winogradWeights } from './winograd.ts';

describeKernel('winograd_weights', ({ memory, sums }) => {
  it.each(VARIANTS)('F($m, 3) of weights, of turned weights and of their gradients', (lines) => {
    CASES.forEach((shape, seed) => {
      const { inputs, outputs } = shape;
      const draw = new Draw(seed);
      const what = `seed ${seed}, ${inputs} to ${outputs}`;
      const w = drawWeights(draw, shape);
      const scratch = new Float32Array(scratchBytes(lines, shape) / 4);
      const run = (
        name: 'weights' | 'turned_weights' | 'gather',
        before: Float32Array,
        from: Float32Array,
      ): Float32Array => {
        memory.clear();
        const [to, work] = [memory.place(before), memory.place(scratch)];
        const kernel = memory.kernels[`winograd_${name}_f${lines.m}`];
        kernel(to, memory.place(from), work, inputs, outputs);
        memory.check(`${what}, ${name}`, [to, work]);
        return memory.floats(to, before.length);
      };
      const u = transformed(lines, shape, draw);
      sums(`${what}, weights`, run('weights', u, w), u, 9, (out, round) =>
        winogradWeights(lines, out, w, shape, round),
      );
      const v = transformed(lines, { inputs: outputs, outputs: inputs }, draw);
      sums(`${what}, turned`, run('turned_weights', v, w), v, 9, (out, round) =>
        winogradTurnedWeights(lines, out, w, shape, round),
      );
      const g = draw.floats(w.length);
      sums(`${what}, gather`, run('gather', g, u), g, 36, (out, round) =>
        winogradGather(lines, out, u, shape, round),
      );
    });
  });
});
