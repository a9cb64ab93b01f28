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

/** Moments below this in magnitude become 0: those of dead units would otherwise turn subnormal, which is slow. */
const TINY: f32 = 1e-30;

// @ts-ignore: decorator
@inline
function update(x: v128, d: v128, m: usize, v: usize, lr: v128, eps: v128, b1: v128, r1: v128, b2: v128, r2: v128): v128 {
  const m1 = f32x4.add(f32x4.mul(b1, v128.load(m)), f32x4.mul(r1, d));
  const v1 = f32x4.add(f32x4.mul(b2, v128.load(v)), f32x4.mul(f32x4.mul(r2, d), d));
  const m2 = v128.and(m1, f32x4.ge(f32x4.abs(m1), f32x4.splat(TINY)));
  const v2 = v128.and(v1, f32x4.ge(v1, f32x4.splat(TINY)));
  v128.store(m, m2);
  v128.store(v, v2);
  return f32x4.sub(x, f32x4.div(f32x4.mul(lr, m2), f32x4.add(f32x4.sqrt(v2), eps)));
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1 with the efficient order of section 2): m and v are the moments,
 * rate = lr sqrt(1 - beta2^t) / (1 - beta1^t), epsilon = eps sqrt(1 - beta2^t);
 * w -= rate * m / (sqrt(v) + epsilon).
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, n: u32, mask: usize, rate: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, epsilon: f32, weightDecay: f32,
): void {
  const end = w + (<usize>n << 2);
  const decay = f32x4.splat(weightDecay), lr = f32x4.splat(rate), eps = f32x4.splat(epsilon);
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  const tiny = f32x4.splat(TINY);
  const plain = mask == 0 && weightDecay == 0;
  // Four vectors side by side: roots and quotients of one group overlap instead of waiting for each other.
  if (plain) {
    for (; w + 64 <= end; w += 64, g += 64, m += 64, v += 64) {
    const d0 = v128.load(g, 0);
      const d1 = v128.load(g, 16);
      const d2 = v128.load(g, 32);
      const d3 = v128.load(g, 48);
      const n0 = f32x4.add(f32x4.mul(b1, v128.load(m, 0)), f32x4.mul(r1, d0));
      const n1 = f32x4.add(f32x4.mul(b1, v128.load(m, 16)), f32x4.mul(r1, d1));
      const n2 = f32x4.add(f32x4.mul(b1, v128.load(m, 32)), f32x4.mul(r1, d2));
      const n3 = f32x4.add(f32x4.mul(b1, v128.load(m, 48)), f32x4.mul(r1, d3));
      const u0 = f32x4.add(f32x4.mul(b2, v128.load(v, 0)), f32x4.mul(f32x4.mul(r2, d0), d0));
      const u1 = f32x4.add(f32x4.mul(b2, v128.load(v, 16)), f32x4.mul(f32x4.mul(r2, d1), d1));
      const u2 = f32x4.add(f32x4.mul(b2, v128.load(v, 32)), f32x4.mul(f32x4.mul(r2, d2), d2));
      const u3 = f32x4.add(f32x4.mul(b2, v128.load(v, 48)), f32x4.mul(f32x4.mul(r2, d3), d3));
      const v0 = v128.and(u0, f32x4.ge(u0, tiny));
      const v1 = v128.and(u1, f32x4.ge(u1, tiny));
      const v2 = v128.and(u2, f32x4.ge(u2, tiny));
      const v3 = v128.and(u3, f32x4.ge(u3, tiny));
      v128.store(v, v0, 0);
      v128.store(v, v1, 16);
      v128.store(v, v2, 32);
      v128.store(v, v3, 48);
      const s0 = f32x4.sqrt(v0);
      const s1 = f32x4.sqrt(v1);
      const s2 = f32x4.sqrt(v2);
      const s3 = f32x4.sqrt(v3);
      const m0 = v128.and(n0, f32x4.ge(f32x4.abs(n0), tiny));
      const m1 = v128.and(n1, f32x4.ge(f32x4.abs(n1), tiny));
      const m2 = v128.and(n2, f32x4.ge(f32x4.abs(n2), tiny));
      const m3 = v128.and(n3, f32x4.ge(f32x4.abs(n3), tiny));
      v128.store(m, m0, 0);
      v128.store(m, m1, 16);
      v128.store(m, m2, 32);
      v128.store(m, m3, 48);
      const q0 = f32x4.div(f32x4.mul(lr, m0), f32x4.add(s0, eps));
      const q1 = f32x4.div(f32x4.mul(lr, m1), f32x4.add(s1, eps));
      const q2 = f32x4.div(f32x4.mul(lr, m2), f32x4.add(s2, eps));
      const q3 = f32x4.div(f32x4.mul(lr, m3), f32x4.add(s3, eps));
      v128.store(w, f32x4.sub(v128.load(w), q0), 0);
      v128.store(w, f32x4.sub(v128.load(w, 16), q1), 16);
      v128.store(w, f32x4.sub(v128.load(w, 32), q2), 32);
      v128.store(w, f32x4.sub(v128.load(w, 48), q3), 48);
    }
  } else {
    for (; w + 64 <= end; w += 64, g += 64, m += 64, v += 64) {
    const w0 = v128.load(w, 0);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const w3 = v128.load(w, 48);
      const d0 = gradientAt(w0, g + 0, mask ? mask + 0 : 0, decay);
      const d1 = gradientAt(w1, g + 16, mask ? mask + 16 : 0, decay);
      const d2 = gradientAt(w2, g + 32, mask ? mask + 32 : 0, decay);
      const d3 = gradientAt(w3, g + 48, mask ? mask + 48 : 0, decay);
      const n0 = f32x4.add(f32x4.mul(b1, v128.load(m, 0)), f32x4.mul(r1, d0));
      const n1 = f32x4.add(f32x4.mul(b1, v128.load(m, 16)), f32x4.mul(r1, d1));
      const n2 = f32x4.add(f32x4.mul(b1, v128.load(m, 32)), f32x4.mul(r1, d2));
      const n3 = f32x4.add(f32x4.mul(b1, v128.load(m, 48)), f32x4.mul(r1, d3));
      const u0 = f32x4.add(f32x4.mul(b2, v128.load(v, 0)), f32x4.mul(f32x4.mul(r2, d0), d0));
      const u1 = f32x4.add(f32x4.mul(b2, v128.load(v, 16)), f32x4.mul(f32x4.mul(r2, d1), d1));
      const u2 = f32x4.add(f32x4.mul(b2, v128.load(v, 32)), f32x4.mul(f32x4.mul(r2, d2), d2));
      const u3 = f32x4.add(f32x4.mul(b2, v128.load(v, 48)), f32x4.mul(f32x4.mul(r2, d3), d3));
      const v0 = v128.and(u0, f32x4.ge(u0, tiny));
      const v1 = v128.and(u1, f32x4.ge(u1, tiny));
      const v2 = v128.and(u2, f32x4.ge(u2, tiny));
      const v3 = v128.and(u3, f32x4.ge(u3, tiny));
      v128.store(v, v0, 0);
      v128.store(v, v1, 16);
      v128.store(v, v2, 32);
      v128.store(v, v3, 48);
      const s0 = f32x4.sqrt(v0);
      const s1 = f32x4.sqrt(v1);
      const s2 = f32x4.sqrt(v2);
      const s3 = f32x4.sqrt(v3);
      const m0 = v128.and(n0, f32x4.ge(f32x4.abs(n0), tiny));
      const m1 = v128.and(n1, f32x4.ge(f32x4.abs(n1), tiny));
      const m2 = v128.and(n2, f32x4.ge(f32x4.abs(n2), tiny));
      const m3 = v128.and(n3, f32x4.ge(f32x4.abs(n3), tiny));
      v128.store(m, m0, 0);
      v128.store(m, m1, 16);
      v128.store(m, m2, 32);
      v128.store(m, m3, 48);
      const q0 = f32x4.div(f32x4.mul(lr, m0), f32x4.add(s0, eps));
      const q1 = f32x4.div(f32x4.mul(lr, m1), f32x4.add(s1, eps));
      const q2 = f32x4.div(f32x4.mul(lr, m2), f32x4.add(s2, eps));
      const q3 = f32x4.div(f32x4.mul(lr, m3), f32x4.add(s3, eps));
      v128.store(w, f32x4.sub(v128.load(w), q0), 0);
      v128.store(w, f32x4.sub(v128.load(w, 16), q1), 16);
      v128.store(w, f32x4.sub(v128.load(w, 32), q2), 32);
      v128.store(w, f32x4.sub(v128.load(w, 48), q3), 48);
      if (mask) mask += 64;
    }
  }
  for (; w < end; w += 16, g += 16, m += 16, v += 16) {
    const x = v128.load(w);
    v128.store(w, update(x, gradientAt(x, g, mask, decay), m, v, lr, eps, b1, r1, b2, r2));
    if (mask) mask += 16;
  }
}
