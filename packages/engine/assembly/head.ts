// Softmax cross-entropy. Exponential and logarithm are polynomials: engines may round the library's differently.

/** exp(x) for x <= 0, relative error below 3e-7 from -87 on, exp(-87) below; 2^n times a degree-6 polynomial on [-ln2/2, ln2/2]. */
// @ts-ignore: decorator
@inline
function exp(x: v128): v128 {
  x = f32x4.pmax(x, f32x4.splat(-87.0));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.0 / 720.0);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 24.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 6.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, scale);
}

/** log(x) for normal x >= 1 (a number for NaN, too), absolute error below 3e-7 times max(1, log x); atanh series on [1/sqrt2, sqrt2]. */
// @ts-ignore: decorator
@inline
function log(x: v128): v128 {
  // e = exponent after moving the mantissa into [1/sqrt2, sqrt2)
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(m, f32x4.splat(1.0));
  const s = f32x4.div(f, f32x4.add(f32x4.splat(2.0), f));
  const z = f32x4.mul(s, s);
  let p = f32x4.splat(2.0 / 9.0);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.0 / 7.0));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.0 / 5.0));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.0 / 3.0));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.0));
  return f32x4.add(f32x4.mul(e, f32x4.splat(0.69314718055994531)), f32x4.mul(p, s));
}

/**
 * Softmax cross-entropy of one panel. `logits` [classes][vectors], `targets` i32 per lane (-1: padding, which
 * yields loss 0, correct 0 and no gradient). Writes f32 loss and i32 correct per lane (ties: the first class
 * wins) and, when `gradient` is not 0, (softmax - onehot) * scale in the logits' layout.
 */
export function softmax_cross_entropy(
  logits: usize, targets: usize, losses: usize, correct: usize, gradient: usize, classes: u32, vectors: u32, scale: f32,
): void {
  const row: usize = <usize>vectors << 4;
  for (let v: u32 = 0; v < vectors; v++) {
    const target = v128.load(targets);
    const valid = i32x4.ge_s(target, i32x4.splat(0));
    let best = v128.load(logits);
    let arg: v128 = i32x4.splat(0);
    let own = best;
    let l = logits;
    for (let c: u32 = 1; c < classes; c++) {
      l += row;
      const z = v128.load(l);
      const greater = f32x4.gt(z, best);
      best = v128.bitselect(z, best, greater);
      arg = v128.bitselect(i32x4.splat(<i32>c), arg, greater);
      own = v128.bitselect(z, own, i32x4.eq(target, i32x4.splat(<i32>c)));
    }
    let sum: v128 = f32x4.splat(0);
    l = logits;
    for (let c: u32 = 0; c < classes; c++, l += row) {
      const z = exp(f32x4.sub(v128.load(l), best));
      sum = f32x4.add(sum, z);
      if (gradient) v128.store(gradient + <usize>c * row, z);
    }
    // sum - sum is 0, or NaN where the sum is not finite: a logarithm made of bits would hide that.
    const loss = f32x4.add(f32x4.sub(log(sum), f32x4.sub(own, best)), f32x4.sub(sum, sum));
    v128.store(losses, v128.and(loss, valid));
    v128.store(correct, v128.and(v128.and(i32x4.eq(arg, target), valid), i32x4.splat(1)));
    if (gradient) {
      const share = f32x4.div(f32x4.splat(scale), sum);
      let g = gradient;
      for (let c: u32 = 0; c < classes; c++, g += row) {
        const hit = v128.and(i32x4.eq(target, i32x4.splat(<i32>c)), f32x4.splat(scale));
        v128.store(g, v128.and(f32x4.sub(f32x4.mul(v128.load(g), share), hit), valid));
      }
      gradient += 16;
    }
    logits += 16;
    targets += 16;
    losses += 16;
    correct += 16;
  }
}
