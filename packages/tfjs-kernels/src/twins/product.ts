const round = Math.fround;

/** Products per block, as assembly/sizes.ts has it. */
const BLOCK = 256;

/** An entry of a matrix by row and column. */
export type Entry = (row: number, column: number) => number;

/** The twin of assembly/product.ts: every entry is a float32 sum over blocks of float32 sums of at most 256 products. */
export function product(
  a: Entry,
  b: Entry,
  { m, n, k }: { m: number; n: number; k: number },
): Float32Array {
  const c = new Float32Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k0 = 0; k0 < k; k0 += BLOCK) {
        let part = 0;
        for (let p = k0; p < Math.min(k, k0 + BLOCK); p++) {
          part = round(part + round(a(i, p) * b(p, j)));
        }
        sum = k0 === 0 ? part : round(sum + part);
      }
      c[i * n + j] = sum;
    }
  }
  return c;
}
