import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import * as twins from './elementwise.ts';

const SPECIAL = [NaN, Infinity, -Infinity, -0, 0, 1e-40, -1e-40, 1] as const;

/** Random floats that begin with what comparisons treat in special ways. */
function withSpecial(draw: Draw, length: number): Float32Array {
  const values = draw.floats(length);
  values.set(SPECIAL.slice(0, length));
  return values;
}

describeKernel('bias_fill', ({ memory, same }) => {
  it.each([1, 4, 5])('fills rows of %i vectors', (vectors) => {
    for (const rows of [1, 2, 15, 16, 17]) {
      const draw = new Draw(rows);
      const bias = draw.floats(rows);
      const before = draw.floats(rows * vectors * 4);
      memory.clear();
      const y = memory.place(before);
      memory.kernels.bias_fill(y, memory.place(bias), rows, vectors);
      memory.check(`${rows} rows`, [y]);
      twins.biasFill(before, bias, vectors * 4);
      same(`seed ${draw.seed}`, memory.floats(y, before.length), before);
    }
  });
});

describeKernel('relu', ({ memory, same }) => {
  it.each([0, 4, 8, 12, 100])('takes the first %i floats, of any value', (n) => {
    const draw = new Draw(n);
    const before = withSpecial(draw, n + 8);
    memory.clear();
    const y = memory.place(before);
    memory.kernels.relu(y, n);
    memory.check('relu', [y]);
    const expected = before.slice();
    twins.relu(expected, n);
    same(`relu, seed ${draw.seed}`, memory.floats(y, before.length), expected);
  });

  it('keeps NaN, so that divergence is seen', () => {
    memory.clear();
    const y = memory.place(Float32Array.of(NaN, -1, 2, -0));
    memory.kernels.relu(y, 4);
    expect([...memory.floats(y, 4)]).toEqual([NaN, 0, 2, -0]);
  });
});

describeKernel('bias_gradient', ({ memory, sums }) => {
  it.each([1, 4, 5])('sums rows of %i vectors over panels', (vectors) => {
    for (const [rows, panels] of [
      [1, 1],
      [2, 3],
      [16, 2],
      [17, 15],
    ] as const) {
      const draw = new Draw(100 * rows + panels);
      const lanes = vectors * 4;
      const panel = (rows + 1) * lanes;
      const dy = draw.floats(panels * panel);
      const before = draw.floats(rows);
      memory.clear();
      const g = memory.place(before);
      memory.kernels.bias_gradient(g, memory.place(dy), rows, vectors, panels, 4 * panel);
      const what = `seed ${draw.seed}, ${rows} rows, ${panels} panels`;
      memory.check(what, [g]);
      sums(what, memory.floats(g, rows), before, panels * lanes, (out, round) =>
        twins.biasGradient(out, dy, { rows, lanes, panels, panel }, round),
      );
    }
  });
});

describeKernel('transpose', ({ memory, same }) => {
  it.each([4, 8, 16, 20])('turns %i rows, through relu if asked', (rows) => {
    for (const columns of [4, 12, 16, 20]) {
      for (const relu of [false, true]) {
        const draw = new Draw(100 * rows + columns);
        const [fromRow, toRow] = [columns + 4, rows + 8];
        const from = withSpecial(draw, rows * fromRow);
        const before = draw.floats(columns * toRow);
        memory.clear();
        const to = memory.place(before);
        const at = memory.place(from);
        memory.kernels.transpose(to, 4 * toRow, at, 4 * fromRow, rows, columns, relu ? 1 : 0);
        memory.check(`seed ${draw.seed}`, [to]);
        twins.transpose(before, toRow, from, fromRow, { rows, columns, relu });
        same(`seed ${draw.seed}, relu ${relu}`, memory.floats(to, before.length), before);
      }
    }
  });
});

describeKernel('clear', ({ memory, same }) => {
  it.each([0, 4, 8, 100])('sets the first %i floats to 0', (n) => {
    const before = new Draw(n).floats(n + 4, 0);
    memory.clear();
    const at = memory.place(before);
    memory.kernels.clear(at, n);
    memory.check(`${n} floats`, [at]);
    same(`${n} floats`, memory.floats(at, before.length), before.fill(0, 0, n));
  });
});
