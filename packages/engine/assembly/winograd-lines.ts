// The five one-dimensional transforms of Winograd's minimal filtering F(M, 3), four lanes at a time, from N, M or 3
// vectors `fromStep` bytes apart to N, M or 3 vectors `toStep` bytes apart (Lavin and Gray 2016, section 4); k is the
// address of the constants. M = 2 takes the points 0, 1, -1 and infinity; M = 4 takes 0, +-3/4, +-3/2 and infinity,
// the usual 0, +-1, +-2 scaled: errors of M = 4 are three to six times smaller, and all constants but those of the
// weights stay exact.
import { madd } from './madd';

/** Stand for M = 2 and M = 4; `offsetof` is N = M + 2, the points and the side of a tile of data. */
// @ts-ignore: decorator
@unmanaged
export class F2 { a: u32; }
// @ts-ignore: decorator
@unmanaged
export class F4 { a: u32; b: u16; }

/** Byte offset of the constants in the scratch memory, behind a tile. */
// @ts-ignore: decorator
@inline
export const CONSTANTS: usize = 640;

const A: f32 = 0.75;
const B: f32 = 1.5;

/** Writes a constant to four lanes. */
// @ts-ignore: decorator
@inline
function put(to: usize, c: f32): void {
  v128.store(to, f32x4.splat(c));
}

/**
 * The constants of M = 4, which the lines below load as operands: a constant in the text would be built anew, in three
 * instructions, at each of its uses.
 */
export function constants(scratch: usize): void {
  const to = scratch + CONSTANTS;
  put(to, A);
  put(to + 16, B);
  put(to + 32, A * A);
  put(to + 48, B * B);
  put(to + 64, A * A * A);
  put(to + 80, B * B * B);
  put(to + 96, -(A * A));
  put(to + 112, -(B * B));
  put(to + 128, A * A * B * B);
  put(to + 144, -(A * A + B * B));
  put(to + 160, 64.0 / 81.0);
  put(to + 176, -128.0 / 243.0);
  put(to + 192, 32.0 / 243.0);
  put(to + 208, -32.0 / 81.0);
  put(to + 224, 16.0 / 81.0);
  put(to + 240, -8.0 / 27.0);
  put(to + 256, 8.0 / 27.0);
}

// @ts-ignore: decorator
@inline
function half(v: v128): v128 { return f32x4.mul(f32x4.splat(0.5), v); }

/** Data, N to N. */
// @ts-ignore: decorator
@inline
export function dataLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize, k: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
  if (offsetof<T>() == 4) {
    v128.store(to, f32x4.sub(s0, s2));
    v128.store(to + toStep, f32x4.add(s1, s2));
    v128.store(to + 2 * toStep, f32x4.sub(s2, s1));
    v128.store(to + 3 * toStep, f32x4.sub(s1, s3));
  } else {
    const s4 = v128.load(from + 4 * fromStep), s5 = v128.load(from + 5 * fromStep);
    v128.store(to, madd(madd(s4, v128.load(k, 144), s2), v128.load(k, 128), s0));
    const e = madd(s4, v128.load(k, 112), s2), o = madd(s3, v128.load(k, 112), s1);
    const t = f32x4.mul(v128.load(k), o);
    v128.store(to + toStep, f32x4.add(e, t));
    v128.store(to + 2 * toStep, f32x4.sub(e, t));
    const f = madd(s4, v128.load(k, 96), s2), p = madd(s3, v128.load(k, 96), s1);
    const u = f32x4.mul(v128.load(k, 16), p);
    v128.store(to + 3 * toStep, f32x4.add(f, u));
    v128.store(to + 4 * toStep, f32x4.sub(f, u));
    v128.store(to + 5 * toStep, madd(madd(s5, v128.load(k, 144), s3), v128.load(k, 128), s1));
  }
}

/** Products to results, N to M. */
// @ts-ignore: decorator
@inline
export function sumLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize, k: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
  const e = f32x4.add(s1, s2), o = f32x4.sub(s1, s2);
  if (offsetof<T>() == 4) {
    v128.store(to, f32x4.add(s0, e));
    v128.store(to + toStep, f32x4.sub(o, s3));
  } else {
    const s4 = v128.load(from + 4 * fromStep), s5 = v128.load(from + 5 * fromStep);
    const f = f32x4.add(s3, s4), p = f32x4.sub(s3, s4);
    v128.store(to, f32x4.add(f32x4.add(s0, e), f));
    v128.store(to + toStep, madd(f32x4.mul(v128.load(k), o), v128.load(k, 16), p));
    v128.store(to + 2 * toStep, madd(f32x4.mul(v128.load(k, 32), e), v128.load(k, 48), f));
    v128.store(to + 3 * toStep, madd(madd(s5, v128.load(k, 64), o), v128.load(k, 80), p));
  }
}

/** Gradients of results to gradients of products, M to N. */
// @ts-ignore: decorator
@inline
export function spreadLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize, k: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep);
  v128.store(to, s0);
  if (offsetof<T>() == 4) {
    v128.store(to + toStep, f32x4.add(s0, s1));
    v128.store(to + 2 * toStep, f32x4.sub(s0, s1));
    v128.store(to + 3 * toStep, f32x4.neg(s1));
  } else {
    const s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
    const e = madd(s0, v128.load(k, 32), s2), o = madd(f32x4.mul(v128.load(k), s1), v128.load(k, 64), s3);
    v128.store(to + toStep, f32x4.add(e, o));
    v128.store(to + 2 * toStep, f32x4.sub(e, o));
    const f = madd(s0, v128.load(k, 48), s2), p = madd(f32x4.mul(v128.load(k, 16), s1), v128.load(k, 80), s3);
    v128.store(to + 3 * toStep, f32x4.add(f, p));
    v128.store(to + 4 * toStep, f32x4.sub(f, p));
    v128.store(to + 5 * toStep, s3);
  }
}

/** Weights, 3 to N; for M = 4 divided by AA BB, 2 AA (AA - BB) and 2 BB (BB - AA). */
// @ts-ignore: decorator
@inline
export function weightLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize, k: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep);
  if (offsetof<T>() == 4) {
    const e = half(f32x4.add(s0, s2)), o = half(s1);
    v128.store(to, s0);
    v128.store(to + toStep, f32x4.add(e, o));
    v128.store(to + 2 * toStep, f32x4.sub(e, o));
    v128.store(to + 3 * toStep, s2);
  } else {
    const e = madd(f32x4.mul(v128.load(k, 176), s0), v128.load(k, 240), s2), o = f32x4.mul(v128.load(k, 208), s1);
    const f = madd(f32x4.mul(v128.load(k, 192), s0), v128.load(k, 256), s2), p = f32x4.mul(v128.load(k, 224), s1);
    v128.store(to, f32x4.mul(v128.load(k, 160), s0));
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
export function gatherLine<T>(to: usize, toStep: usize, from: usize, fromStep: usize, k: usize): void {
  const s0 = v128.load(from), s1 = v128.load(from + fromStep), s2 = v128.load(from + 2 * fromStep), s3 = v128.load(from + 3 * fromStep);
  const e = f32x4.add(s1, s2), o = f32x4.sub(s1, s2);
  if (offsetof<T>() == 4) {
    v128.store(to, f32x4.add(s0, half(e)));
    v128.store(to + toStep, half(o));
    v128.store(to + 2 * toStep, f32x4.add(s3, half(e)));
  } else {
    const s4 = v128.load(from + 4 * fromStep), s5 = v128.load(from + 5 * fromStep);
    const f = f32x4.add(s3, s4), p = f32x4.sub(s3, s4);
    v128.store(to, madd(madd(f32x4.mul(v128.load(k, 160), s0), v128.load(k, 176), e), v128.load(k, 192), f));
    v128.store(to + toStep, madd(f32x4.mul(v128.load(k, 208), o), v128.load(k, 224), p));
    v128.store(to + 2 * toStep, madd(s5, v128.load(k, 256), f32x4.sub(f, e)));
  }
}
