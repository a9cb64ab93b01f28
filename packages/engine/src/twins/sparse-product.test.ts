import { it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { drawSurvivors, ROW_LENGTHS } from '../testing/survivors.ts';
import { sparsePermute, sparseProduct } from './sparse.ts';

describeKernel('sparse_product', ({ memory, sums }) => {
  for (const p of [1, 4, 5] as const) {
    it.each(ROW_LENGTHS)(`p${p} multiplies rows of %i, %i, ... survivors`, (...lengths) => {
      for (const [withBias, relu, gated] of [
        [true, true, false],
        [true, false, false],
        [false, false, true],
        [false, false, false],
      ] as const) {
        const draw = new Draw(1000 * p + lengths.length);
        const lanes = 4 * p;
        const survivors = drawSurvivors(draw, lengths, 34, lanes);
        const { values, columns, starts } = survivors;
        const rows = lengths.length;
        const x = draw.floats(34 * lanes);
        const bias = withBias ? draw.floats(rows, 0) : null;
        const gate = gated ? draw.floats(rows * lanes, 0.4) : null;
        const before = draw.floats(rows * lanes);
        memory.clear();
        const y = memory.place(before);
        memory.kernels[`sparse_product_p${p}`](
          y,
          memory.place(values),
          memory.place(columns),
          memory.place(starts),
          rows,
          bias === null ? 0 : memory.place(bias),
          memory.place(x),
          relu ? 1 : 0,
          gate === null ? 0 : memory.place(gate),
        );
        const what = `seed ${draw.seed}, bias ${withBias}, relu ${relu}, gate ${gated}`;
        memory.check(what, [y]);
        const terms = lengths.reduce((a, b) => Math.max(a, b));
        sums(what, memory.floats(y, before.length), before, terms, (out, round) =>
          sparseProduct(out, values, survivors, x, { lanes, relu }, { bias, gate }, round),
        );
      }
    });
  }
});

describeKernel('sparse_permute', ({ memory, same }) => {
  it.each([0, 1, 2, 3, 4, 5, 37])('puts %i values in another order', (count) => {
    const draw = new Draw(count);
    const values = draw.floats(count);
    const order = Uint32Array.from({ length: count }, (_, i) => 4 * ((i * 5 + 3) % count));
    const before = draw.floats(count);
    memory.clear();
    const out = memory.place(before);
    memory.kernels.sparse_permute(out, memory.place(values), memory.place(order), count);
    memory.check(`seed ${draw.seed}`, [out]);
    sparsePermute(before, values, order);
    same(`seed ${draw.seed}`, memory.floats(out, count), before);
  });
});
