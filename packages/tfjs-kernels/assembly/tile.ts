// The one inner loop of every product here: a tile of 4 rows x 8 columns of c from packed panels.
import { MR, NR } from './sizes';

/**
 * c[i][j] = sum over k, ascending, of a[k][i] b[k][j], added to what c holds where `add`. a is `[kc][4]`, b is
 * `[kc][8]`; of the tile, `rows` x `cols` are written, rows `ldc` bytes apart. `spill` holds 128 bytes.
 */
// @ts-ignore: decorator
@inline
export function tile(c: usize, ldc: usize, a: usize, b: usize, kc: u32, rows: u32, cols: u32, add: bool, spill: usize): void {
  let p0 = f32x4.splat(0), p1 = p0, q0 = p0, q1 = p0, r0 = p0, r1 = p0, s0 = p0, s1 = p0;
  const end = a + (<usize>kc << 4);
  for (; a < end; a += 16, b += 32) {
    const u = v128.load(b), v = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    p0 = f32x4.add(p0, f32x4.mul(x, u)); p1 = f32x4.add(p1, f32x4.mul(x, v));
    x = v128.load_splat<f32>(a, 4);
    q0 = f32x4.add(q0, f32x4.mul(x, u)); q1 = f32x4.add(q1, f32x4.mul(x, v));
    x = v128.load_splat<f32>(a, 8);
    r0 = f32x4.add(r0, f32x4.mul(x, u)); r1 = f32x4.add(r1, f32x4.mul(x, v));
    x = v128.load_splat<f32>(a, 12);
    s0 = f32x4.add(s0, f32x4.mul(x, u)); s1 = f32x4.add(s1, f32x4.mul(x, v));
  }
  if (rows == MR && cols == NR) {
    const c1 = c + ldc, c2 = c1 + ldc, c3 = c2 + ldc;
    if (add) {
      p0 = f32x4.add(v128.load(c), p0); p1 = f32x4.add(v128.load(c, 16), p1);
      q0 = f32x4.add(v128.load(c1), q0); q1 = f32x4.add(v128.load(c1, 16), q1);
      r0 = f32x4.add(v128.load(c2), r0); r1 = f32x4.add(v128.load(c2, 16), r1);
      s0 = f32x4.add(v128.load(c3), s0); s1 = f32x4.add(v128.load(c3, 16), s1);
    }
    v128.store(c, p0); v128.store(c, p1, 16);
    v128.store(c1, q0); v128.store(c1, q1, 16);
    v128.store(c2, r0); v128.store(c2, r1, 16);
    v128.store(c3, s0); v128.store(c3, s1, 16);
    return;
  }
  v128.store(spill, p0); v128.store(spill, p1, 16);
  v128.store(spill, q0, 32); v128.store(spill, q1, 48);
  v128.store(spill, r0, 64); v128.store(spill, r1, 80);
  v128.store(spill, s0, 96); v128.store(spill, s1, 112);
  for (let i: u32 = 0; i < rows; i++) {
    for (let j: usize = 0; j < <usize>cols << 2; j += 4) {
      const value = load<f32>(spill + (<usize>i << 5) + j);
      store<f32>(c + j, add ? load<f32>(c + j) + value : value);
    }
    c += ldc;
  }
}
