import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { convolutionDenseTranspose } from './convolution-dense.ts';

/** Rows or columns of a window that take part: every step-th from each place, as few or as many as fit, and none. */
const parts = (width: number, step: number): { from: number; count: number }[] =>
  Array.from({ length: width }, (_, from) => {
    const most = Math.floor(from / step) + 1;
    return Array.from({ length: most + 1 }, (_, count) => ({ from, count }));
  }).flat();

describeKernel('convolution_dense_transpose', ({ memory, same }) => {
  const windows = [1, 3, 5].flatMap((width) => [1, 2].map((step) => [width, step] as const));
  it.each(windows)('turns windows of width %i with step %i, whole and in part', (width, step) => {
    let number = 0;
    for (const { from: di0, count: dys } of parts(width, step)) {
      for (const { from: dj0, count: dxs } of parts(width, step)) {
        const [inputs, outs] = [1 + (number % 9), 1 + (Math.floor(number / 9) % 9)];
        const draw = new Draw(number++);
        // Blocks may have more rows than the window.
        const block = 4 * (width * width * inputs + draw.below(3));
        const w = draw.floats(Math.ceil(outs / 4) * block);
        const before = draw.floats(4 * Math.ceil(inputs / 4) * dys * outs * dxs + 4);
        memory.clear();
        const u = memory.place(before);
        const from = memory.place(w);
        const wBlock = 4 * block;
        memory.kernels.convolution_dense_transpose(
          u,
          from,
          wBlock,
          inputs,
          outs,
          width,
          di0,
          dys,
          dj0,
          dxs,
          step,
        );
        const window = { di0, dys, dj0, dxs, step };
        const what = `seed ${draw.seed}, ${JSON.stringify({ inputs, outs, ...window })}`;
        memory.check(what, [u]);
        const actual = memory.floats(u, before.length);
        convolutionDenseTranspose(before, w, { block, inputs, outs, width }, window);
        same(what, actual, before);
      }
    }
  });
});
