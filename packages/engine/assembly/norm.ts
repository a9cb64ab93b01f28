// Batch normalisation, forward. Statistics: float32 within a row, float64 beyond. Image values: see image.ts.
import { At0, At16, At32, At48, high, low, sumPair } from './image';
import { madd } from './madd';

// @ts-ignore: decorator
@inline
function deviation<At>(x: usize, centre: v128, squares: bool): v128 {
  const v = v128.load(x, offsetof<At>());
  return squares ? f32x4.sub(v, centre) : v;
}

/**
 * Stores to sums[0], sums[1] the float64 sum of x over the valid lanes of one channel and 0 or, if `squares`, the sums
 * of x - centre and of its square. Vector i of a row goes to partial sum i % 4 with lanes and without.
 */
// @ts-ignore: decorator
@inline
function deviations(sums: usize, x: usize, xRow: usize, rows: u32, run: u32, lanes: usize, vectors: u32, centre: f32, squares: bool): void {
  const m = f32x4.splat(centre);
  const last = lanes + (<usize>vectors << 4);
  let total: v128 = f64x2.splat(0), square = total;
  for (let r: u32 = 0; r < rows; r++, x += xRow) {
    let a: v128 = f32x4.splat(0), b = a, c = a, d = a, aa = a, bb = a, cc = a, dd = a;
    let p = x;
    let n = run;
    if (lanes == 0) {
      for (; n >= 4; n -= 4, p += 64) {
        const u = deviation<At0>(p, m, squares), v = deviation<At16>(p, m, squares);
        const s = deviation<At32>(p, m, squares), t = deviation<At48>(p, m, squares);
        a = f32x4.add(a, u); b = f32x4.add(b, v); c = f32x4.add(c, s); d = f32x4.add(d, t);
        if (squares) { aa = madd(aa, u, u); bb = madd(bb, v, v); cc = madd(cc, s, s); dd = madd(dd, t, t); }
      }
    }
    let lane = lanes;
    for (; n > 0; n--, p += 16) {
      let u = deviation<At0>(p, m, squares);
      if (lanes) {
        u = v128.and(u, v128.load(lane));
        lane += 16;
        if (lane == last) lane = lanes;
      }
      // The partial sums take turns; (s0 + s2) + (s1 + s3) does not mind with which of them a turn begins.
      const s = f32x4.add(a, u), ss = squares ? madd(aa, u, u) : aa;
      a = b; b = c; c = d; d = s;
      aa = bb; bb = cc; cc = dd; dd = ss;
    }
    const s = f32x4.add(f32x4.add(a, c), f32x4.add(b, d));
    total = f64x2.add(total, f64x2.add(low(s), high(s)));
    if (squares) {
      const ss = f32x4.add(f32x4.add(aa, cc), f32x4.add(bb, dd));
      square = f64x2.add(square, f64x2.add(low(ss), high(ss)));
    }
  }
  store<f64>(sums, sumPair(total));
  store<f64>(sums, sumPair(square), 8);
}

/**
 * parts[channel] = float64 (mean, sum of squared deviations from it) of the n valid values of one panel's channel;
 * (0, 0) for n = 0. `lanes`: ~0 / 0 per valid / padding lane of a panel's P vectors, or 0 when all are valid. Two
 * passes, the second around the first one's mean, with the correction for that mean's rounding (Chan, Golub and
 * LeVeque 1983, equation 1.7).
 */
export function norm_statistics(
  parts: usize, x: usize, xChannel: usize, xRow: usize,
  channels: u32, rows: u32, columns: u32, vectors: u32, lanes: usize, n: f64,
): void {
  const run = columns * vectors;
  const count: f64 = n > 0 ? n : 1;
  for (let c: u32 = 0; c < channels; c++, x += xChannel, parts += 16) {
    deviations(parts, x, xRow, rows, run, lanes, vectors, 0, false);
    const centre = <f32>(load<f64>(parts) / count);
    deviations(parts, x, xRow, rows, run, lanes, vectors, centre, true);
    const rest = load<f64>(parts);
    const m2 = load<f64>(parts, 8) - rest * rest / count;
    store<f64>(parts, <f64>centre + rest / count);
    store<f64>(parts, m2 < 0 ? 0 : m2, 8);
  }
}

/**
 * Batch statistics of channels from those of `panels` panels, parts[panel][channel], panels `partsPanel` bytes apart,
 * counts[panel] float64 values each (a panel of none is left out), by pairwise combination in float64 (Chan, Golub and
 * LeVeque 1979). Writes the float32 mean and invstd = 1 / sqrt(biased variance + epsilon), and the coefficient
 * a = scale invstd; running values become (1 - momentum) running + momentum batch, with the unbiased variance (0 for
 * a single value).
 */
export function norm_combine(
  parts: usize, partsPanel: usize, counts: usize, panels: u32, channels: u32, scale: usize,
  a: usize, mean: usize, invstd: usize, runningMean: usize, runningVar: usize, momentum: f64, epsilon: f64,
): void {
  for (let c: u32 = 0; c < channels; c++) {
    let n: f64 = 0, m: f64 = 0, m2: f64 = 0;
    let part = parts + (<usize>c << 4);
    for (let p: u32 = 0; p < panels; p++, part += partsPanel) {
      const count = load<f64>(counts + (<usize>p << 3));
      if (count == 0) continue;
      const sum = n + count;
      const delta = load<f64>(part) - m;
      m2 += load<f64>(part, 8) + delta * delta * (n * count / sum);
      m += delta * (count / sum);
      n = sum;
    }
    const i = <usize>c << 2;
    const inverse = 1 / sqrt<f64>(m2 / n + epsilon);
    const coefficient = <f32>(<f64>load<f32>(scale + i) * inverse);
    store<f32>(a + i, coefficient);
    store<f32>(mean + i, <f32>m);
    store<f32>(invstd + i, <f32>inverse);
    const unbiased = m2 / (n > 1 ? n - 1 : 1);
    store<f32>(runningMean + i, <f32>((1 - momentum) * <f64>load<f32>(runningMean + i) + momentum * m));
    store<f32>(runningVar + i, <f32>((1 - momentum) * <f64>load<f32>(runningVar + i) + momentum * unbiased));
  }
}

/** a = scale / sqrt(runningVar + epsilon): the coefficient of evaluation. */
export function norm_running(a: usize, scale: usize, runningVar: usize, channels: u32, epsilon: f64): void {
  for (let i: usize = 0; i < (<usize>channels << 2); i += 4) {
    const inverse = 1 / sqrt<f64>(<f64>load<f32>(runningVar + i) + epsilon);
    const coefficient = <f32>(<f64>load<f32>(scale + i) * inverse);
    store<f32>(a + i, coefficient);
  }
}

// @ts-ignore: decorator
@inline
function affine<At>(y: usize, x: usize, a: v128, mean: v128, shift: v128, skip: usize, add: bool, relu: bool): void {
  let v = madd(shift, a, f32x4.sub(v128.load(x, offsetof<At>()), mean));
  if (add) v = f32x4.add(v, v128.load(skip, offsetof<At>()));
  if (relu) v = f32x4.pmax(v, f32x4.splat(0));
  v128.store(y, v, offsetof<At>());
}

// @ts-ignore: decorator
@inline
function affineRow(y: usize, x: usize, n: u32, a: v128, mean: v128, shift: v128, skip: usize, add: bool, relu: bool): void {
  for (; n >= 4; n -= 4, y += 64, x += 64, skip += 64) {
    affine<At0>(y, x, a, mean, shift, skip, add, relu);
    affine<At16>(y, x, a, mean, shift, skip, add, relu);
    affine<At32>(y, x, a, mean, shift, skip, add, relu);
    affine<At48>(y, x, a, mean, shift, skip, add, relu);
  }
  for (; n > 0; n--, y += 16, x += 16, skip += 16) affine<At0>(y, x, a, mean, shift, skip, add, relu);
}

/**
 * y = a[channel] (x - mean[channel]) + shift[channel], + skip (another image value, or 0), then ReLU if asked. y may be
 * x or skip. The mean is taken off first: a x + (shift - a mean) would lose digits where the mean is large.
 */
export function norm_apply(
  y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize,
  skip: usize, skipChannel: usize, skipRow: usize, a: usize, mean: usize, shift: usize,
  channels: u32, rows: u32, run: u32, relu: i32,
): void {
  const add = skip != 0;
  for (let c: u32 = 0; c < channels; c++, y += yChannel, x += xChannel, skip += skipChannel, a += 4, mean += 4, shift += 4) {
    const av = v128.load_splat<f32>(a), mv = v128.load_splat<f32>(mean), sv = v128.load_splat<f32>(shift);
    for (let r: u32 = 0; r < rows; r++) {
      const q = y + r * yRow, p = x + r * xRow, s = skip + r * skipRow;
      if (add) {
        if (relu) affineRow(q, p, run, av, mv, sv, s, true, true);
        else affineRow(q, p, run, av, mv, sv, s, true, false);
      } else if (relu) affineRow(q, p, run, av, mv, sv, s, false, true);
      else affineRow(q, p, run, av, mv, sv, s, false, false);
    }
  }
}
