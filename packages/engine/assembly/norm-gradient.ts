// Batch normalisation, backward. g is dy where the gate, a ReLU's output, is positive, else 0 (gate 0: g = dy). Padding
// lanes of dy hold 0. Image values: see image.ts.
import { At0, At16, At32, At48, gated, high, low, sumPair } from './image';
import { madd } from './madd';

/** Stores the float64 sums of g and of g (x - mean) over one channel to sums[0], sums[1]. */
// @ts-ignore: decorator
@inline
function products(
  sums: usize, dy: usize, dyRow: usize, gate: usize, gateRow: usize, open: bool, x: usize, xRow: usize,
  mean: v128, rows: u32, run: u32,
): void {
  let total: v128 = f64x2.splat(0), product = total;
  for (let r: u32 = 0; r < rows; r++) {
    let a: v128 = f32x4.splat(0), b = a, c = a, d = a, aa = a, bb = a, cc = a, dd = a;
    let p = dy + r * dyRow, s = gate + r * gateRow, q = x + r * xRow;
    let n = run;
    for (; n >= 4; n -= 4, p += 64, s += 64, q += 64) {
      const g0 = gated<At0>(p, s, open), g1 = gated<At16>(p, s, open);
      const g2 = gated<At32>(p, s, open), g3 = gated<At48>(p, s, open);
      a = f32x4.add(a, g0); b = f32x4.add(b, g1); c = f32x4.add(c, g2); d = f32x4.add(d, g3);
      aa = madd(aa, g0, f32x4.sub(v128.load(q), mean));
      bb = madd(bb, g1, f32x4.sub(v128.load(q, 16), mean));
      cc = madd(cc, g2, f32x4.sub(v128.load(q, 32), mean));
      dd = madd(dd, g3, f32x4.sub(v128.load(q, 48), mean));
    }
    for (; n > 0; n--, p += 16, s += 16, q += 16) {
      const g0 = gated<At0>(p, s, open);
      // The partial sums take turns, as in norm_statistics.
      const t = f32x4.add(a, g0), tt = madd(aa, g0, f32x4.sub(v128.load(q), mean));
      a = b; b = c; c = d; d = t;
      aa = bb; bb = cc; cc = dd; dd = tt;
    }
    const t = f32x4.add(f32x4.add(a, c), f32x4.add(b, d)), tt = f32x4.add(f32x4.add(aa, cc), f32x4.add(bb, dd));
    total = f64x2.add(total, f64x2.add(low(t), high(t)));
    product = f64x2.add(product, f64x2.add(low(tt), high(tt)));
  }
  store<f64>(sums, sumPair(total));
  store<f64>(sums, sumPair(product), 8);
}

/**
 * sums[channel] = float64 (sum of g, sum of g xhat), xhat = (x - mean) invstd, over one panel: float32 within a row
 * (vector i to partial sum i % 4), float64 beyond.
 */
export function norm_gradient_sums(
  sums: usize, dy: usize, dyChannel: usize, dyRow: usize, gate: usize, gateChannel: usize, gateRow: usize,
  x: usize, xChannel: usize, xRow: usize, mean: usize, invstd: usize, channels: u32, rows: u32, run: u32,
): void {
  const open = gate == 0;
  for (let c: u32 = 0; c < channels; c++, dy += dyChannel, gate += gateChannel, x += xChannel, sums += 16, mean += 4, invstd += 4) {
    const m = v128.load_splat<f32>(mean);
    if (open) products(sums, dy, dyRow, gate, gateRow, true, x, xRow, m, rows, run);
    else products(sums, dy, dyRow, gate, gateRow, false, x, xRow, m, rows, run);
    store<f64>(sums, load<f64>(sums, 8) * <f64>load<f32>(invstd), 8);
  }
}

/**
 * From sums[panel][channel], panels `sumsPanel` bytes apart and added in order, over n values of a channel: gradients
 * of scale (sum of g xhat) and shift (sum of g), and the float32 coefficients of dx = A g + B x + C:
 * A = scale invstd, B = -A invstd (sum of g xhat) / n, C = -A (sum of g) / n - B mean.
 */
export function norm_gradient_combine(
  sums: usize, sumsPanel: usize, panels: u32, channels: u32, n: f64, scale: usize, mean: usize, invstd: usize,
  gScale: usize, gShift: usize, a: usize, b: usize, c: usize,
): void {
  for (let i: u32 = 0; i < channels; i++, sums += 16) {
    let total: f64 = 0, product: f64 = 0;
    let p = sums;
    for (let k: u32 = 0; k < panels; k++, p += sumsPanel) {
      total += load<f64>(p);
      product += load<f64>(p, 8);
    }
    const at = <usize>i << 2;
    const inverse = <f64>load<f32>(invstd + at);
    const first = <f64>load<f32>(scale + at) * inverse;
    // C makes up for what rounding takes from B x where x is near the mean.
    const second = <f32>(-first * inverse * product / n);
    store<f32>(gScale + at, <f32>product);
    store<f32>(gShift + at, <f32>total);
    store<f32>(a + at, <f32>first);
    store<f32>(b + at, second);
    store<f32>(c + at, <f32>(-first * total / n - <f64>second * <f64>load<f32>(mean + at)));
  }
}

// @ts-ignore: decorator
@inline
function gradient<At>(
  dx: usize, skip: usize, mode: i32, dy: usize, gate: usize, open: bool, x: usize,
  a: v128, b: v128, c: v128, valid: v128,
): void {
  const g = gated<At>(dy, gate, open);
  const d = madd(madd(c, b, v128.load(x, offsetof<At>())), a, g);
  if (mode == 1) v128.store(skip, g, offsetof<At>());
  if (mode == 2) v128.store(skip, f32x4.add(v128.load(skip, offsetof<At>()), g), offsetof<At>());
  v128.store(dx, v128.and(d, valid), offsetof<At>());
}

// @ts-ignore: decorator
@inline
function gradientRow(
  dx: usize, skip: usize, mode: i32, dy: usize, gate: usize, open: bool, x: usize,
  a: v128, b: v128, c: v128, n: u32, lanes: usize, vectors: u32,
): void {
  const all = i32x4.splat(-1);
  if (lanes == 0) {
    for (; n >= 4; n -= 4, dx += 64, skip += 64, dy += 64, gate += 64, x += 64) {
      gradient<At0>(dx, skip, mode, dy, gate, open, x, a, b, c, all);
      gradient<At16>(dx, skip, mode, dy, gate, open, x, a, b, c, all);
      gradient<At32>(dx, skip, mode, dy, gate, open, x, a, b, c, all);
      gradient<At48>(dx, skip, mode, dy, gate, open, x, a, b, c, all);
    }
  }
  let lane = lanes;
  const last = lanes + (<usize>vectors << 4);
  for (; n > 0; n--, dx += 16, skip += 16, dy += 16, gate += 16, x += 16) {
    let valid = all;
    if (lanes) {
      valid = v128.load(lane);
      lane += 16;
      if (lane == last) lane = lanes;
    }
    gradient<At0>(dx, skip, mode, dy, gate, open, x, a, b, c, valid);
  }
}

/**
 * dx = A[channel] g + B[channel] x + C[channel] in valid lanes and 0 in padding (`lanes` as in norm_statistics); in
 * the same pass the gradient of the value added behind the normalisation: mode 0 none, 1 dskip = g, 2 dskip += g.
 * dx may be dy or x, dskip may be dy, but not both the same.
 */
export function norm_gradient_apply(
  dx: usize, dxChannel: usize, dxRow: usize, dskip: usize, dskipChannel: usize, dskipRow: usize, mode: i32,
  dy: usize, dyChannel: usize, dyRow: usize, gate: usize, gateChannel: usize, gateRow: usize,
  x: usize, xChannel: usize, xRow: usize, a: usize, b: usize, c: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, lanes: usize,
): void {
  const n = columns * vectors;
  const way = 2 * mode + i32(gate == 0);
  for (let k: u32 = 0; k < channels; k++) {
    const av = v128.load_splat<f32>(a), bv = v128.load_splat<f32>(b), cv = v128.load_splat<f32>(c);
    for (let r: u32 = 0; r < rows; r++) {
      const o = dx + r * dxRow, t = dskip + r * dskipRow, p = dy + r * dyRow, s = gate + r * gateRow, q = x + r * xRow;
      // One loop for each way, without branches inside.
      if (way == 0) gradientRow(o, t, 0, p, s, false, q, av, bv, cv, n, lanes, vectors);
      else if (way == 1) gradientRow(o, t, 0, p, s, true, q, av, bv, cv, n, lanes, vectors);
      else if (way == 2) gradientRow(o, t, 1, p, s, false, q, av, bv, cv, n, lanes, vectors);
      else if (way == 3) gradientRow(o, t, 1, p, s, true, q, av, bv, cv, n, lanes, vectors);
      else if (way == 4) gradientRow(o, t, 2, p, s, false, q, av, bv, cv, n, lanes, vectors);
      else gradientRow(o, t, 2, p, s, true, q, av, bv, cv, n, lanes, vectors);
    }
    dx += dxChannel; dskip += dskipChannel; dy += dyChannel; gate += gateChannel; x += xChannel;
    a += 4; b += 4; c += 4;
  }
}
