// The five one-dimensional transforms of Winograd's minimal filtering F(M, 3), four lanes at a time, from N, M or 3
// vectors `fromStep` bytes apart to N, M or 3 vectors `toStep` bytes apart (Lavin and Gray 2016, section 4).
// M = 2 takes the points 0, 1, -1 and infinity; M = 4 takes 0, +-3/4, +-3/2 and infinity: the usual 0, +-1, +-2
// scaled, which makes the errors of M = 4 three to six times smaller and leaves all constants but those of the
// weights exact.
import { madd } from './madd';

/** Stand for M = 2 and M = 4; `offsetof` is N = M + 2, the points and the side of a tile of data. */
// @ts-ignore: decorator
@unmanaged
export class F2 { a: u32; }
// @ts-ignore: decorator
@unmanaged
export class F4 { a: u32; b: u16; }

// @ts-ignore: decorator
@inline
const A: f32 = 0.75;
// @ts-ignore: decorator
@inline
const B: f32 = 1.5;
// @ts-ignore: decorator
@inline
const AA: f32 = A * A;
// @ts-ignore: decorator
@inline
const BB: f32 = B * B;

// @ts-ignore: decorator
@inline
function times(c: f32, v: v128): v128 { return f32x4.mul(f32x4.splat(c), v); }

// @ts-ignore: decorator
@inline
function plus(a: v128, c: f32, v: v128): v128 { return madd(a, f32x4.splat(c), v); }

/** Data, N to N. */
// @ts-ignore: decorator
@inline
export function dataLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
  if (offsetof<T>() == 4) {
    v128.store(to, f32x4.sub(s0, s2));
    v128.store(to + toStep, f32x4.add(s1, s2));
    v128.store(to + 2 * toStep, f32x4.sub(s2, s1));
    v128.store(to + 3 * toStep, f32x4.sub(s1, s3));
  } else {
    const s4 = v128.load(from + 4 * fromStep), s5 = v128.load(from + 5 * fromStep);
    v128.store(to, plus(plus(s4, -(AA + BB), s2), AA * BB, s0));
    const e = plus(s4, -BB, s2), o = plus(s3, -BB, s1);
    v128.store(to + toStep, plus(e, A, o));
    v128.store(to + 2 * toStep, plus(e, -A, o));
    const f = plus(s4, -AA, s2), p = plus(s3, -AA, s1);
    v128.store(to + 3 * toStep, plus(f, B, p));
    v128.store(to + 4 * toStep, plus(f, -B, p));
    v128.store(to + 5 * toStep, plus(plus(s5, -(AA + BB), s3), AA * BB, s1));
  }
}

/** Products to results, N to M. */
// @ts-ignore: decorator
@inline
export function sumLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
  const e = f32x4.add(s1, s2), o = f32x4.sub(s1, s2);
  if (offsetof<T>() == 4) {
    v128.store(to, f32x4.add(s0, e));
    v128.store(to + toStep, f32x4.sub(o, s3));
  } else {
    const s4 = v128.load(from + 4 * fromStep), s5 = v128.load(from + 5 * fromStep);
    const f = f32x4.add(s3, s4), p = f32x4.sub(s3, s4);
    v128.store(to, f32x4.add(f32x4.add(s0, e), f));
    v128.store(to + toStep, plus(times(A, o), B, p));
    v128.store(to + 2 * toStep, plus(times(AA, e), BB, f));
    v128.store(to + 3 * toStep, plus(plus(s5, A * AA, o), B * BB, p));
  }
}

/** Gradients of results to gradients of products, M to N. */
// @ts-ignore: decorator
@inline
export function spreadLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep);
  v128.store(to, s0);
  if (offsetof<T>() == 4) {
    v128.store(to + toStep, f32x4.add(s0, s1));
    v128.store(to + 2 * toStep, f32x4.sub(s0, s1));
    v128.store(to + 3 * toStep, f32x4.neg(s1));
  } else {
    const s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
    const e = plus(s0, AA, s2), o = plus(times(A, s1), A * AA, s3);
    v128.store(to + toStep, f32x4.add(e, o));
    v128.store(to + 2 * toStep, f32x4.sub(e, o));
    const f = plus(s0, BB, s2), p = plus(times(B, s1), B * BB, s3);
    v128.store(to + 3 * toStep, f32x4.add(f, p));
    v128.store(to + 4 * toStep, f32x4.sub(f, p));
    v128.store(to + 5 * toStep, s3);
  }
}

/** Weights, 3 to N; for M = 4 divided by AA BB, 2 AA (AA - BB) and 2 BB (BB - AA). */
// @ts-ignore: decorator
@inline
export function weightLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep);
  if (offsetof<T>() == 4) {
    const e = times(0.5, f32x4.add(s0, s2)), o = times(0.5, s1);
    v128.store(to, s0);
    v128.store(to + toStep, f32x4.add(e, o));
    v128.store(to + 2 * toStep, f32x4.sub(e, o));
    v128.store(to + 3 * toStep, s2);
  } else {
    const e = plus(times(-128.0 / 243.0, s0), -8.0 / 27.0, s2), o = times(-32.0 / 81.0, s1);
    const f = plus(times(32.0 / 243.0, s0), 8.0 / 27.0, s2), p = times(16.0 / 81.0, s1);
    v128.store(to, times(64.0 / 81.0, s0));
    v128.store(to + toStep, f32x4.add(e, o));
    v128.store(to + 2 * toStep, f32x4.sub(e, o));
    v128.store(to + 3 * toStep, f32x4.add(f, p));
    v128.store(to + 4 * toStep, f32x4.sub(f, p));
    v128.store(to + 5 * toStep, s2);
  }
}

/** Gradients of transformed weights to gradients of weights, N to 3. */
// @ts-ignore: decorator
@inline
export function gatherLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
  const e = f32x4.add(s1, s2), o = f32x4.sub(s1, s2);
  if (offsetof<T>() == 4) {
    v128.store(to, plus(s0, 0.5, e));
    v128.store(to + toStep, times(0.5, o));
    v128.store(to + 2 * toStep, plus(s3, 0.5, e));
  } else {
    const s4 = v128.load(from + 4 * fromStep), s5 = v128.load(from + 5 * fromStep);
    const f = f32x4.add(s3, s4), p = f32x4.sub(s3, s4);
    v128.store(to, plus(plus(times(64.0 / 81.0, s0), -128.0 / 243.0, e), 32.0 / 243.0, f));
    v128.store(to + toStep, plus(times(-32.0 / 81.0, o), 16.0 / 81.0, p));
    v128.store(to + 2 * toStep, plus(s5, 8.0 / 27.0, f32x4.sub(f, e)));
  }
}
