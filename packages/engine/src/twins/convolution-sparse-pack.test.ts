import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { convolutionSparsePack } from './convolution-sparse.ts';

const drawWords = (draw: Draw, length: number): Uint32Array =>
  Uint32Array.from({ length }, () => draw.below(2 ** 32));

describeKernel('convolution_sparse_pack', ({ memory, same }) => {
  it.each([0, 1, 2, 3, 4, 5, 37])('puts the bits of %i values into entries', (count) => {
    for (const ordered of [false, true]) {
      const draw = new Draw(count);
      const values = drawWords(draw, count);
      const order = ordered
        ? Uint32Array.from({ length: count }, (_, i) => 4 * ((i * 5 + 3) % count))
        : null;
      // Entries of the next block stay.
      const before = drawWords(draw, 2 * (count + 3));
      memory.clear();
      const entries = memory.place(before);
      memory.kernels.convolution_sparse_pack(
        entries,
        memory.place(values),
        order === null ? 0 : memory.place(order),
        count,
      );
      const what = `seed ${draw.seed}, ordered ${ordered}`;
      memory.check(what, [entries]);
      const actual = memory.words(entries, before.length);
      convolutionSparsePack(before, values, order, count);
      same(what, actual, before);
    }
  });
});
