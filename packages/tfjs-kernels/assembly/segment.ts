// Sums of rows by segment: the gradient of gathering.

/**
 * y[s] = the sum of rows x[i] with ids[i] = s, for `segments` segments of `inner` numbers; other ids are dropped.
 * Summed in float64, in row order. `sums` holds 8 bytes per number of y.
 */
export function segment_sum(y: usize, x: usize, ids: usize, rows: u32, inner: u32, segments: u32, sums: usize): void {
  memory.fill(sums, 0, <usize>(segments * inner) << 3);
  for (let row: u32 = 0; row < rows; row++, ids += 4) {
    const id = load<u32>(ids);
    if (id < segments) {
      let s = sums + (<usize>(id * inner) << 3), i: u32 = 0, p = x;
      for (; i + 2 <= inner; i += 2, p += 8, s += 16) {
        v128.store(s, f64x2.add(v128.load(s), f64x2.promote_low_f32x4(v128.load64_zero(p))));
      }
      if (i < inner) store<f64>(s, load<f64>(s) + <f64>load<f32>(p));
    }
    x += <usize>inner << 2;
  }
  const end = y + (<usize>(segments * inner) << 2);
  for (; y < end; y += 4, sums += 8) store<f32>(y, <f32>load<f64>(sums));
}

/** The same over int32, which wraps; y is 0 on entry. */
export function segment_sum_int(y: usize, x: usize, ids: usize, rows: u32, inner: u32, segments: u32): void {
  for (let row: u32 = 0; row < rows; row++, ids += 4) {
    const id = load<u32>(ids);
    if (id < segments) {
      const to = y + (<usize>(id * inner) << 2);
      for (let i: usize = 0; i < <usize>inner << 2; i += 4) store<i32>(to + i, load<i32>(to + i) + load<i32>(x + i));
    }
    x += <usize>inner << 2;
  }
}
