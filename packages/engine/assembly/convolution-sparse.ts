// Convolutions over survivors only. A convolution is a product whose k-th operand row is a contiguous slice of the
// padded image: weight (o, c, di, dj) reads the run of an output row at a fixed byte offset. The survivors of some
// rows of the operand (a block) lie output after output as entries of 8 bytes: that offset, and the value.
import { madd, sumLanes } from './madd';
import { P1, P2, P4, P8 } from './panel';

/** Start from the bias (0 without one) instead of what y holds. */
const FIRST: u32 = 1;
/** Rectify at the end. */
const RELU: u32 = 2;

// @ts-ignore: decorator
@inline
function tile<T>(y: usize, entries: usize, end: usize, bias: usize, x: usize, mode: u32, gate: usize): void {
  const zero = f32x4.splat(0);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero, a4 = zero, a5 = zero, a6 = zero, a7 = zero;
  if (!(mode & FIRST)) {
    a0 = v128.load(y);
    if (offsetof<T>() > 16) a1 = v128.load(y, 16);
    if (offsetof<T>() > 32) { a2 = v128.load(y, 32); a3 = v128.load(y, 48); }
    if (offsetof<T>() > 64) { a4 = v128.load(y, 64); a5 = v128.load(y, 80); a6 = v128.load(y, 96); a7 = v128.load(y, 112); }
  } else if (bias) {
    a0 = v128.load_splat<f32>(bias);
    if (offsetof<T>() > 16) a1 = a0;
    if (offsetof<T>() > 32) { a2 = a0; a3 = a0; }
    if (offsetof<T>() > 64) { a4 = a0; a5 = a0; a6 = a0; a7 = a0; }
  }
  for (let e = entries; e < end; e += 8) {
    const q = x + <usize>load<u32>(e);
    const w = v128.load_splat<f32>(e, 4);
    a0 = madd(a0, w, v128.load(q));
    if (offsetof<T>() > 16) a1 = madd(a1, w, v128.load(q, 16));
    if (offsetof<T>() > 32) { a2 = madd(a2, w, v128.load(q, 32)); a3 = madd(a3, w, v128.load(q, 48)); }
    if (offsetof<T>() > 64) {
      a4 = madd(a4, w, v128.load(q, 64)); a5 = madd(a5, w, v128.load(q, 80));
      a6 = madd(a6, w, v128.load(q, 96)); a7 = madd(a7, w, v128.load(q, 112));
    }
  }
  if (mode & RELU) {
    a0 = f32x4.pmax(a0, zero);
    if (offsetof<T>() > 16) a1 = f32x4.pmax(a1, zero);
    if (offsetof<T>() > 32) { a2 = f32x4.pmax(a2, zero); a3 = f32x4.pmax(a3, zero); }
    if (offsetof<T>() > 64) { a4 = f32x4.pmax(a4, zero); a5 = f32x4.pmax(a5, zero); a6 = f32x4.pmax(a6, zero); a7 = f32x4.pmax(a7, zero); }
  }
  if (gate) {
    a0 = v128.and(a0, f32x4.gt(v128.load(gate), zero));
    if (offsetof<T>() > 16) a1 = v128.and(a1, f32x4.gt(v128.load(gate, 16), zero));
    if (offsetof<T>() > 32) {
      a2 = v128.and(a2, f32x4.gt(v128.load(gate, 32), zero));
      a3 = v128.and(a3, f32x4.gt(v128.load(gate, 48), zero));
    }
    if (offsetof<T>() > 64) {
      a4 = v128.and(a4, f32x4.gt(v128.load(gate, 64), zero));
      a5 = v128.and(a5, f32x4.gt(v128.load(gate, 80), zero));
      a6 = v128.and(a6, f32x4.gt(v128.load(gate, 96), zero));
      a7 = v128.and(a7, f32x4.gt(v128.load(gate, 112), zero));
    }
  }
  v128.store(y, a0);
  if (offsetof<T>() > 16) v128.store(y, a1, 16);
  if (offsetof<T>() > 32) { v128.store(y, a2, 32); v128.store(y, a3, 48); }
  if (offsetof<T>() > 64) { v128.store(y, a4, 64); v128.store(y, a5, 80); v128.store(y, a6, 96); v128.store(y, a7, 112); }
}

/**
 * For `rows` rows of an image, `run` vectors each: y[o] = (bias[o], or what y holds) + sum over the block's survivors
 * of o of value x[offset]; y and x point at the first row and step by yRow and xRow, outputs by yChannel. `starts`
 * `[outs + 1]` are byte offsets into `entries`. `mode`: 1 starts from the bias (0 where `bias` is 0), 2 rectifies.
 * With `gate` the result is 0 where the gate is not above 0. Output after output, so that its entries stay in the
 * first-level cache and the length of the inner loop is foreseen.
 */
export function convolution_sparse_product(y: usize, yChannel: usize, yRow: usize, entries: usize, starts: usize, outs: u32, bias: usize, x: usize, xRow: usize, rows: u32, run: u32, mode: u32, gate: usize, gateChannel: usize, gateRow: usize): void {
  for (let o: u32 = 0; o < outs; o++, starts += 4) {
    const e = entries + <usize>load<u32>(starts);
    const end = entries + <usize>load<u32>(starts, 4);
    let yr = y, xr = x, gr = gate;
    for (let r: u32 = 0; r < rows; r++) {
      let left = run;
      let yp = yr, xp = xr, gp = gr;
      for (; left >= 8; left -= 8, yp += 128, xp += 128) {
        tile<P8>(yp, e, end, bias, xp, mode, gp);
        if (gate) gp += 128;
      }
      if (left & 4) {
        tile<P4>(yp, e, end, bias, xp, mode, gp);
        yp += 64; xp += 64;
        if (gate) gp += 64;
      }
      if (left & 2) {
        tile<P2>(yp, e, end, bias, xp, mode, gp);
        yp += 32; xp += 32;
        if (gate) gp += 32;
      }
      if (left & 1) tile<P1>(yp, e, end, bias, xp, mode, gp);
      yr += yRow;
      xr += xRow;
      if (gate) gr += gateRow;
    }
    y += yChannel;
    if (bias) bias += 4;
    if (gate) gate += gateChannel;
  }
}

/** Puts values[i] (or values[order[i]], `order` in bytes, where it is not 0) into the entries i = 0..count - 1. */
export function convolution_sparse_pack(entries: usize, values: usize, order: usize, count: u32): void {
  const end = entries + (<usize>count << 3);
  if (order) {
    for (; entries < end; entries += 8, order += 4) store<u32>(entries, load<u32>(values + <usize>load<u32>(order)), 4);
  } else {
    for (; entries < end; entries += 8, values += 4) store<u32>(entries, load<u32>(values), 4);
  }
}

// @ts-ignore: decorator
@inline
function four(g: usize, e: usize, dy: usize, dyRow: usize, x: usize, xRow: usize, rows: u32, bytes: usize, first: u32): void {
  let x0 = x + <usize>load<u32>(e);
  let x1 = x + <usize>load<u32>(e, 8);
  let x2 = x + <usize>load<u32>(e, 16);
  let x3 = x + <usize>load<u32>(e, 24);
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (let r: u32 = 0; r < rows; r++) {
    const end = dy + bytes;
    const whole = dy + (bytes & ~63);
    for (; dy < whole; dy += 64, x0 += 64, x1 += 64, x2 += 64, x3 += 64) {
      let d = v128.load(dy);
      a0 = madd(a0, d, v128.load(x0)); a1 = madd(a1, d, v128.load(x1));
      a2 = madd(a2, d, v128.load(x2)); a3 = madd(a3, d, v128.load(x3));
      d = v128.load(dy, 16);
      b0 = madd(b0, d, v128.load(x0, 16)); b1 = madd(b1, d, v128.load(x1, 16));
      b2 = madd(b2, d, v128.load(x2, 16)); b3 = madd(b3, d, v128.load(x3, 16));
      d = v128.load(dy, 32);
      a0 = madd(a0, d, v128.load(x0, 32)); a1 = madd(a1, d, v128.load(x1, 32));
      a2 = madd(a2, d, v128.load(x2, 32)); a3 = madd(a3, d, v128.load(x3, 32));
      d = v128.load(dy, 48);
      b0 = madd(b0, d, v128.load(x0, 48)); b1 = madd(b1, d, v128.load(x1, 48));
      b2 = madd(b2, d, v128.load(x2, 48)); b3 = madd(b3, d, v128.load(x3, 48));
    }
    for (; dy < end; dy += 16, x0 += 16, x1 += 16, x2 += 16, x3 += 16) {
      const d = v128.load(dy);
      a0 = madd(a0, d, v128.load(x0)); a1 = madd(a1, d, v128.load(x1));
      a2 = madd(a2, d, v128.load(x2)); a3 = madd(a3, d, v128.load(x3));
    }
    dy += dyRow - bytes;
    const skip = xRow - bytes;
    x0 += skip; x1 += skip; x2 += skip; x3 += skip;
  }
  const sum = sumLanes(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3));
  v128.store(g, first ? sum : f32x4.add(v128.load(g), sum));
}

// @ts-ignore: decorator
@inline
function one(g: usize, e: usize, dy: usize, dyRow: usize, x: usize, xRow: usize, rows: u32, bytes: usize, first: u32): void {
  let xp = x + <usize>load<u32>(e);
  let a = f32x4.splat(0), b = a;
  for (let r: u32 = 0; r < rows; r++) {
    const end = dy + bytes;
    const whole = dy + (bytes & ~63);
    for (; dy < whole; dy += 64, xp += 64) {
      a = madd(a, v128.load(dy), v128.load(xp));
      b = madd(b, v128.load(dy, 16), v128.load(xp, 16));
      a = madd(a, v128.load(dy, 32), v128.load(xp, 32));
      b = madd(b, v128.load(dy, 48), v128.load(xp, 48));
    }
    for (; dy < end; dy += 16, xp += 16) a = madd(a, v128.load(dy), v128.load(xp));
    dy += dyRow - bytes;
    xp += xRow - bytes;
  }
  a = f32x4.add(a, b);
  const sum = f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 2) + (f32x4.extract_lane(a, 1) + f32x4.extract_lane(a, 3));
  store<f32>(g, first ? sum : load<f32>(g) + sum);
}

/**
 * g[i] (+)= sum over rows, run and lanes of dy[output of i] x[offset of i] for the block's survivors. Vectors 1 and 3
 * of every whole four of a row go to a second sum, added to the first at the end; then the lanes as (l0 + l2) +
 * (l1 + l3). `entries` and `starts` as in the product; g has 4 bytes a survivor. `first` overwrites g.
 */
export function convolution_sparse_weight_gradient(g: usize, entries: usize, starts: usize, outs: u32, dy: usize, dyChannel: usize, dyRow: usize, x: usize, xRow: usize, rows: u32, run: u32, first: u32): void {
  const bytes = <usize>run << 4;
  let s: usize = load<u32>(starts);
  for (let o: u32 = 0; o < outs; o++) {
    const end: usize = load<u32>(starts + (<usize>o << 2), 4);
    for (; s + 32 <= end; s += 32) four(g + (s >> 1), entries + s, dy, dyRow, x, xRow, rows, bytes, first);
    for (; s < end; s += 8) one(g + (s >> 1), entries + s, dy, dyRow, x, xRow, rows, bytes, first);
    dy += dyChannel;
  }
}
