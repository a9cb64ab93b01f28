// One-dimensional transforms of F(4 x 4, 3 x 3) at the points 0, a, -a, b, -b and infinity (Lavin & Gray, "Fast
// algorithms for convolutional neural networks", 2015). With a = 3/4 and b = 3/2 every constant below is exact in
// float32 but the quotients, and errors are a third of those at 1 and 2. `from` and `to` step in bytes.

const A: f32 = 0.75;
const B: f32 = 1.5;
const A2: f32 = 0.5625;
const B2: f32 = 2.25;
const A3: f32 = 0.421875;
const B3: f32 = 3.375;
const A2B2: f32 = 1.265625;
const SUM2: f32 = 2.8125;
/** Of the points 0, a and b: one over the product of their distances to the other points. */
const F0: f32 = 1.0 / 1.265625;
const FA: f32 = 1.0 / (2.0 * 0.5625 * (0.5625 - 2.25));
const FB: f32 = 1.0 / (2.0 * 2.25 * (2.25 - 0.5625));

// @ts-ignore: decorator
@inline
function times(c: f32, v: v128): v128 {
  return f32x4.mul(f32x4.splat(c), v);
}

/** Six numbers of an image to six. */
// @ts-ignore: decorator
@inline
export function imageLine(to: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128): void {
  v128.store(to, f32x4.add(f32x4.sub(times(A2B2, d0), times(SUM2, d2)), d4));
  const e = f32x4.sub(d4, times(B2, d2)), o = times(A, f32x4.sub(d3, times(B2, d1)));
  v128.store(to + step, f32x4.add(e, o));
  v128.store(to + 2 * step, f32x4.sub(e, o));
  const f = f32x4.sub(d4, times(A2, d2)), p = times(B, f32x4.sub(d3, times(A2, d1)));
  v128.store(to + 3 * step, f32x4.add(f, p));
  v128.store(to + 4 * step, f32x4.sub(f, p));
  v128.store(to + 5 * step, f32x4.add(f32x4.sub(times(A2B2, d1), times(SUM2, d3)), d5));
}

/** Three numbers of a filter to six. */
// @ts-ignore: decorator
@inline
export function filterLine(to: usize, step: usize, g0: v128, g1: v128, g2: v128): void {
  v128.store(to, times(F0, g0));
  const e = times(FA, f32x4.add(g0, times(A2, g2))), o = times(FA * A, g1);
  v128.store(to + step, f32x4.add(e, o));
  v128.store(to + 2 * step, f32x4.sub(e, o));
  const f = times(FB, f32x4.add(g0, times(B2, g2))), p = times(FB * B, g1);
  v128.store(to + 3 * step, f32x4.add(f, p));
  v128.store(to + 4 * step, f32x4.sub(f, p));
  v128.store(to + 5 * step, g2);
}

/** Six numbers to four of an output. */
// @ts-ignore: decorator
@inline
export function outputLine(to: usize, step: usize, from: usize, fromStep: usize): void {
  const m1 = v128.load(from + fromStep), m2 = v128.load(from + 2 * fromStep);
  const m3 = v128.load(from + 3 * fromStep), m4 = v128.load(from + 4 * fromStep);
  const p = f32x4.add(m1, m2), q = f32x4.sub(m1, m2), r = f32x4.add(m3, m4), s = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(v128.load(from), p), r));
  v128.store(to + step, f32x4.add(times(A, q), times(B, s)));
  v128.store(to + 2 * step, f32x4.add(times(A2, p), times(B2, r)));
  v128.store(to + 3 * step, f32x4.add(f32x4.add(times(A3, q), times(B3, s)), v128.load(from + 5 * fromStep)));
}

/** Four numbers of an output's gradient to six: outputLine transposed. */
// @ts-ignore: decorator
@inline
export function outputGradientLine(to: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128): void {
  v128.store(to, d0);
  const e = f32x4.add(d0, times(A2, d2)), o = f32x4.add(times(A, d1), times(A3, d3));
  v128.store(to + step, f32x4.add(e, o));
  v128.store(to + 2 * step, f32x4.sub(e, o));
  const f = f32x4.add(d0, times(B2, d2)), p = f32x4.add(times(B, d1), times(B3, d3));
  v128.store(to + 3 * step, f32x4.add(f, p));
  v128.store(to + 4 * step, f32x4.sub(f, p));
  v128.store(to + 5 * step, d3);
}

/** Six numbers to three of a filter's gradient: filterLine transposed. */
// @ts-ignore: decorator
@inline
export function filterGradientLine(to: usize, step: usize, from: usize, fromStep: usize): void {
  const m1 = v128.load(from + fromStep), m2 = v128.load(from + 2 * fromStep);
  const m3 = v128.load(from + 3 * fromStep), m4 = v128.load(from + 4 * fromStep);
  const p = times(FA, f32x4.add(m1, m2)), q = times(FA * A, f32x4.sub(m1, m2));
  const r = times(FB, f32x4.add(m3, m4)), s = times(FB * B, f32x4.sub(m3, m4));
  v128.store(to, f32x4.add(f32x4.add(times(F0, v128.load(from)), p), r));
  v128.store(to + step, f32x4.add(q, s));
  v128.store(to + 2 * step, f32x4.add(f32x4.add(times(A2, p), times(B2, r)), v128.load(from + 5 * fromStep)));
}
