// Sums in float64, rounded once: a bias's gradient is a sum over every pixel of a batch.

// @ts-ignore: decorator
@inline
function low(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}

/** y[c] = scale times the sum over rows of x[row][c]. `sums` holds 8 bytes per column. */
export function sum_columns(y: usize, x: usize, rows: u32, columns: u32, scale: f64, sums: usize): void {
  memory.fill(sums, 0, <usize>columns << 3);
  const step = <usize>columns << 2;
  let row: u32 = 0;
  for (; row + 4 <= rows; row += 4, x += step << 2) {
    let p = x, s = sums, c: u32 = 0;
    for (; c + 4 <= columns; c += 4, p += 16, s += 32) {
      const a = v128.load(p), b = v128.load(p + step), d = v128.load(p + 2 * step), e = v128.load(p + 3 * step);
      const l = f64x2.add(f64x2.add(low(a), low(b)), f64x2.add(low(d), low(e)));
      const h = f64x2.add(f64x2.add(high(a), high(b)), f64x2.add(high(d), high(e)));
      v128.store(s, f64x2.add(v128.load(s), l));
      v128.store(s, f64x2.add(v128.load(s, 16), h), 16);
    }
    for (; c < columns; c++, p += 4, s += 8) {
      const sum = <f64>load<f32>(p) + <f64>load<f32>(p + step) + (<f64>load<f32>(p + 2 * step) + <f64>load<f32>(p + 3 * step));
      store<f64>(s, load<f64>(s) + sum);
    }
  }
  for (; row < rows; row++) {
    for (let c: u32 = 0; c < columns; c++, x += 4) {
      const s = sums + (<usize>c << 3);
      store<f64>(s, load<f64>(s) + <f64>load<f32>(x));
    }
  }
  for (let c: u32 = 0; c < columns; c++) {
    store<f32>(y + (<usize>c << 2), <f32>(load<f64>(sums + (<usize>c << 3)) * scale));
  }
}

/** y[row] = scale times the sum over columns of x[row][c]: four sums of two lanes, then those. */
export function sum_rows(y: usize, x: usize, rows: u32, columns: u32, scale: f64): void {
  for (let row: u32 = 0; row < rows; row++, y += 4) {
    let a = f64x2.splat(0), b = a, d = a, e = a;
    let c: u32 = 0;
    for (; c + 8 <= columns; c += 8, x += 32) {
      const u = v128.load(x), v = v128.load(x, 16);
      a = f64x2.add(a, low(u)); b = f64x2.add(b, high(u));
      d = f64x2.add(d, low(v)); e = f64x2.add(e, high(v));
    }
    a = f64x2.add(f64x2.add(a, d), f64x2.add(b, e));
    let sum = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
    for (; c < columns; c++, x += 4) sum += <f64>load<f32>(x);
    store<f32>(y, <f32>(sum * scale));
  }
}
