// Update rules over n weights, in place. `mask`, when not 0, holds float 1 for survivors and 0 for removed weights:
// where it is 0, nothing changes, whatever the gradient is. `decay` times the weight is added to the gradient.
// The last n % 4 entries go through the same vectors, read and written one by one, so that nothing beyond is touched.

/** Moments below this in magnitude become 0: those of dead units would otherwise turn subnormal, which is slow. */
const TINY: f32 = 1e-30;

// @ts-ignore: decorator
@inline
function loadPart(p: usize, n: u32): v128 {
  if (n >= 4) return v128.load(p);
  let v = f32x4.splat(load<f32>(p));
  if (n > 1) v = f32x4.replace_lane(v, 1, load<f32>(p, 4));
  if (n > 2) v = f32x4.replace_lane(v, 2, load<f32>(p, 8));
  return v;
}

// @ts-ignore: decorator
@inline
function storePart(p: usize, v: v128, n: u32): void {
  if (n >= 4) {
    v128.store(p, v);
    return;
  }
  store<f32>(p, f32x4.extract_lane(v, 0));
  if (n > 1) store<f32>(p, f32x4.extract_lane(v, 1), 4);
  if (n > 2) store<f32>(p, f32x4.extract_lane(v, 2), 8);
}

/** ~0 in the lanes of survivors. */
// @ts-ignore: decorator
@inline
function kept(mask: usize, n: u32): v128 {
  return mask ? f32x4.ne(loadPart(mask, n), f32x4.splat(0)) : i32x4.splat(-1);
}

// @ts-ignore: decorator
@inline
function settled(v: v128): v128 {
  return v128.andnot(v, f32x4.lt(f32x4.abs(v), f32x4.splat(TINY)));
}

/** w -= rate * (g + decay w). */
export function sgd(w: usize, g: usize, n: u32, mask: usize, rate: f32, decay: f32): void {
  const lr = f32x4.splat(rate), wd = f32x4.splat(decay);
  for (let i: u32 = 0; i < n; i += 4) {
    const left = n - i, at = <usize>i << 2;
    const x = loadPart(w + at, left);
    const d = f32x4.add(loadPart(g + at, left), f32x4.mul(wd, x));
    const keep = kept(mask ? mask + at : 0, left);
    storePart(w + at, v128.bitselect(f32x4.sub(x, f32x4.mul(lr, d)), x, keep), left);
  }
}

/** v = beta v + (g + decay w); w -= rate * v. */
export function momentum(w: usize, g: usize, v: usize, n: u32, mask: usize, rate: f32, beta: f32, decay: f32): void {
  const lr = f32x4.splat(rate), b = f32x4.splat(beta), wd = f32x4.splat(decay);
  for (let i: u32 = 0; i < n; i += 4) {
    const left = n - i, at = <usize>i << 2;
    const x = loadPart(w + at, left), v0 = loadPart(v + at, left);
    const d = f32x4.add(loadPart(g + at, left), f32x4.mul(wd, x));
    const v1 = settled(f32x4.add(f32x4.mul(b, v0), d));
    const keep = kept(mask ? mask + at : 0, left);
    storePart(v + at, v128.bitselect(v1, v0, keep), left);
    storePart(w + at, v128.bitselect(f32x4.sub(x, f32x4.mul(lr, v1)), x, keep), left);
  }
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1): with d = g + decay w, m = beta1 m + rest1 d, v = beta2 v + rest2 d^2 and
 * w -= rate * (m / correction1) / (sqrt(v / correction2) + epsilon), where rate is given as rate / correction1 and
 * the second correction as its reciprocal.
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, n: u32, mask: usize, rate: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, scale2: f32, decay: f32,
): void {
  const lr = f32x4.splat(rate), eps = f32x4.splat(epsilon), wd = f32x4.splat(decay), c2 = f32x4.splat(scale2);
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  for (let i: u32 = 0; i < n; i += 4) {
    const left = n - i, at = <usize>i << 2;
    const x = loadPart(w + at, left), m0 = loadPart(m + at, left), v0 = loadPart(v + at, left);
    const d = f32x4.add(loadPart(g + at, left), f32x4.mul(wd, x));
    const m1 = settled(f32x4.add(f32x4.mul(b1, m0), f32x4.mul(r1, d)));
    const v1 = settled(f32x4.add(f32x4.mul(b2, v0), f32x4.mul(f32x4.mul(r2, d), d)));
    const step = f32x4.div(f32x4.mul(lr, m1), f32x4.add(f32x4.sqrt(f32x4.mul(v1, c2)), eps));
    const keep = kept(mask ? mask + at : 0, left);
    storePart(m + at, v128.bitselect(m1, m0, keep), left);
    storePart(v + at, v128.bitselect(v1, v0, keep), left);
    storePart(w + at, v128.bitselect(f32x4.sub(x, step), x, keep), left);
  }
}
