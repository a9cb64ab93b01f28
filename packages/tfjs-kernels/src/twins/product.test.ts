import { describe, test } from 'vitest';
import { PRODUCT_BYTES } from '../operations/product.ts';
import { Draw } from '../testing/draw.ts';
import { KernelMemory, sameBits } from '../testing/kernel-memory.ts';
import { product } from './product.ts';

// Around the tile of 4 x 8, and the blocks of 64 rows, 256 columns and 256 products.
const ROWS = [1, 3, 4, 5, 8, 63, 64, 65];
const COLUMNS = [1, 4, 5, 7, 8, 9, 12, 255, 256, 257];
const PRODUCTS = [0, 1, 3, 4, 5, 255, 256, 257, 513];

describe.each([false, true])('product, memory shared by threads: %s', (shared) => {
  const memory = new KernelMemory(shared);

  test.each(PRODUCTS)(
    'sums of %i products have the bits of the twin, in all transpositions',
    (k) => {
      for (const [index, m] of ROWS.entries()) {
        for (const n of [COLUMNS[index]!, COLUMNS[(index + 3) % COLUMNS.length]!]) {
          const seed = 1000 * k + 10 * m + n;
          const draw = new Draw(seed);
          const [a, b] = [draw.floats(m * k), draw.floats(k * n)];
          for (const [transposeA, transposeB] of [
            [false, false],
            [true, false],
            [false, true],
            [true, true],
          ] as const) {
            memory.clear();
            const c = memory.place(draw.floats(m * n));
            const scratch = memory.place(new Float32Array(PRODUCT_BYTES / 4));
            memory.kernels.product(
              c,
              memory.place(a),
              transposeA ? 4 : 4 * k,
              transposeA ? 4 * m : 4,
              memory.place(b),
              transposeB ? 4 : 4 * n,
              transposeB ? 4 * k : 4,
              m,
              n,
              k,
              scratch,
            );
            const what = `seed ${seed}: ${m} x ${n} x ${k}, ${transposeA} ${transposeB}`;
            memory.check(what, [c, scratch]);
            const expected = product(
              (i, p) => a[transposeA ? p * m + i : i * k + p]!,
              (p, j) => b[transposeB ? j * k + p : p * n + j]!,
              { m, n, k },
            );
            sameBits(what, memory.floats(c, m * n), expected);
          }
        }
      }
    },
  );
});
