// What passes over image values share. One panel of an image value is three arguments: `y`, the address of its first
// channel's row 0, column 0; `yChannel` and `yRow`, bytes from one channel and one row to the next. A row is a run of
// columns x vectors v128 (P = vectors); what lies between rows and between channels is never written.

/** Byte offsets within a group of four vectors as types, so that they are immediates of loads and stores. */
@unmanaged export class At0 {}
@unmanaged export class At16 { a: v128; }
@unmanaged export class At32 { a: v128; b: v128; }
@unmanaged export class At48 { a: v128; b: v128; c: v128; }

/** The gradient at dy + offset, zero where the value at gate + offset is not positive; `open`: everywhere as it is. */
// @ts-ignore: decorator
@inline
export function gated<At>(dy: usize, gate: usize, open: bool): v128 {
  const g = v128.load(dy, offsetof<At>());
  return open ? g : v128.and(g, f32x4.gt(v128.load(gate, offsetof<At>()), f32x4.splat(0)));
}

/** Sum of n vectors: vector i goes to partial sum i % 4, the partial sums are added as (s0 + s2) + (s1 + s3). */
// @ts-ignore: decorator
@inline
export function sumVectors(x: usize, n: u32): v128 {
  let a: v128 = f32x4.splat(0), b = a, c = a, d = a;
  for (; n >= 4; n -= 4, x += 64) {
    a = f32x4.add(a, v128.load(x));
    b = f32x4.add(b, v128.load(x, 16));
    c = f32x4.add(c, v128.load(x, 32));
    d = f32x4.add(d, v128.load(x, 48));
  }
  if (n > 0) a = f32x4.add(a, v128.load(x));
  if (n > 1) b = f32x4.add(b, v128.load(x, 16));
  if (n > 2) c = f32x4.add(c, v128.load(x, 32));
  return f32x4.add(f32x4.add(a, c), f32x4.add(b, d));
}

/** Lanes 0 and 1 of x in float64. */
// @ts-ignore: decorator
@inline
export function low(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

/** Lanes 2 and 3 of x in float64. */
// @ts-ignore: decorator
@inline
export function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 1));
}

/** l0 + l1 of a float64 vector. */
// @ts-ignore: decorator
@inline
export function sumPair(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** Zero in the rows and columns of one channel of dx that no pooling window covers, windows being size x size. */
// @ts-ignore: decorator
@inline
export function clearRest(dx: usize, dxRow: usize, rows: u32, columns: u32, vectors: u32, size: u32): void {
  const height = rows / size * size, width = columns / size * size;
  const zero = f32x4.splat(0);
  for (let r: u32 = 0; r < rows; r++, dx += dxRow) {
    const from = r < height ? width * vectors : 0;
    for (let i = from; i < columns * vectors; i++) v128.store(dx + (<usize>i << 4), zero);
  }
}
