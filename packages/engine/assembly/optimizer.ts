// Update rules over n weights (a multiple of 4). `mask`, when not 0, holds ~0 for survivors and 0 for removed
// weights, which then never move whatever value they hold. g is the gradient; decay adds decay * w to it.

// @ts-ignore: decorator
@inline
function gradientAt(w: v128, g: usize, mask: usize, decay: v128): v128 {
  const d = f32x4.add(v128.load(g), f32x4.mul(decay, w));
  return mask ? v128.and(d, v128.load(mask)) : d;
}

/** w -= rate * g. */
export function sgd(w: usize, g: usize, n: u32, mask: usize, rate: f32, weightDecay: f32): void {
  const end = w + (<usize>n << 2);
  const decay = f32x4.splat(weightDecay), lr = f32x4.splat(rate);
  for (; w < end; w += 16, g += 16) {
    const x = v128.load(w);
    v128.store(w, f32x4.sub(x, f32x4.mul(lr, gradientAt(x, g, mask, decay))));
    if (mask) mask += 16;
  }
}

/** v = momentum v + g; w -= rate * v. */
export function momentum(w: usize, g: usize, v: usize, n: u32, mask: usize, rate: f32, beta: f32, weightDecay: f32): void {
  const end = w + (<usize>n << 2);
  const decay = f32x4.splat(weightDecay), lr = f32x4.splat(rate), b = f32x4.splat(beta);
  for (; w < end; w += 16, g += 16, v += 16) {
    const x = v128.load(w);
    const velocity = f32x4.add(f32x4.mul(b, v128.load(v)), gradientAt(x, g, mask, decay));
    v128.store(v, velocity);
    v128.store(w, f32x4.sub(x, f32x4.mul(lr, velocity)));
    if (mask) mask += 16;
  }
}

/** |x| below 1e-30 becomes 0: moments of dead units would otherwise stay subnormal, which is slow. */
// @ts-ignore: decorator
@inline
function flush(x: v128): v128 {
  return v128.and(x, f32x4.ge(f32x4.abs(x), f32x4.splat(1e-30)));
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1): m and v are the moments, rate = lr / (1 - beta1^t),
 * correction = 1 / sqrt(1 - beta2^t); w -= rate * m / (sqrt(v) * correction + epsilon).
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, n: u32, mask: usize, rate: f32, correction: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, weightDecay: f32,
): void {
  const end = w + (<usize>n << 2);
  const decay = f32x4.splat(weightDecay), lr = f32x4.splat(rate), c = f32x4.splat(correction), eps = f32x4.splat(epsilon);
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  for (; w < end; w += 16, g += 16, m += 16, v += 16) {
    const x = v128.load(w);
    const d = gradientAt(x, g, mask, decay);
    if (mask) mask += 16;
    const m0 = v128.load(m), v0 = v128.load(v);
    // Weights that never had a gradient do not move: 0 / (0 + epsilon).
    if (!v128.any_true(v128.or(v128.or(d, m0), v0))) continue;
    const m1 = flush(f32x4.add(f32x4.mul(b1, m0), f32x4.mul(r1, d)));
    const v1 = flush(f32x4.add(f32x4.mul(b2, v0), f32x4.mul(f32x4.mul(r2, d), d)));
    v128.store(m, m1);
    v128.store(v, v1);
    v128.store(w, f32x4.sub(x, f32x4.div(f32x4.mul(lr, m1), f32x4.add(f32x4.mul(f32x4.sqrt(v1), c), eps))));
  }
}
