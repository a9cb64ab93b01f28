// Products with surviving weights only. Survivors are stored row after row: `values` f32, `columns` u32 (byte
// offset of the input's row inside a panel) and `starts` u32 (byte offset of the row's first survivor; one more
// than rows). The sums run in the same order as the dense kernels', so both forms give the same bits.
import { madd, sumLanes } from './madd';
import { P1, P4, P5 } from './panel';

// @ts-ignore: decorator
@inline
function product<T>(y: usize, values: usize, columns: usize, starts: usize, rows: u32, bias: usize, x: usize, relu: i32, gate: usize): void {
  const row: usize = offsetof<T>();
  let p: usize = load<u32>(starts);
  for (let o: u32 = 0; o < rows; o++) {
    starts += 4;
    const end: usize = load<u32>(starts);
    let a0: v128 = f32x4.splat(0);
    if (bias) { a0 = v128.load_splat<f32>(bias); bias += 4; }
    let a1 = a0, a2 = a0, a3 = a0, a4 = a0;
    for (; p + 4 < end; p += 8) {
      const c = columns + p, w = values + p;
      let xp = x + load<u32>(c);
      let s = v128.load_splat<f32>(w);
      a0 = madd(a0, s, v128.load(xp));
      if (offsetof<T>() > 16) a1 = madd(a1, s, v128.load(xp, 16));
      if (offsetof<T>() > 32) { a2 = madd(a2, s, v128.load(xp, 32)); a3 = madd(a3, s, v128.load(xp, 48)); }
      if (offsetof<T>() > 64) a4 = madd(a4, s, v128.load(xp, 64));
      xp = x + load<u32>(c, 4);
      s = v128.load_splat<f32>(w, 4);
      a0 = madd(a0, s, v128.load(xp));
      if (offsetof<T>() > 16) a1 = madd(a1, s, v128.load(xp, 16));
      if (offsetof<T>() > 32) { a2 = madd(a2, s, v128.load(xp, 32)); a3 = madd(a3, s, v128.load(xp, 48)); }
      if (offsetof<T>() > 64) a4 = madd(a4, s, v128.load(xp, 64));
    }
    if (p < end) {
      const xp = x + load<u32>(columns + p);
      const s = v128.load_splat<f32>(values + p);
      a0 = madd(a0, s, v128.load(xp));
      if (offsetof<T>() > 16) a1 = madd(a1, s, v128.load(xp, 16));
      if (offsetof<T>() > 32) { a2 = madd(a2, s, v128.load(xp, 32)); a3 = madd(a3, s, v128.load(xp, 48)); }
      if (offsetof<T>() > 64) a4 = madd(a4, s, v128.load(xp, 64));
      p += 4;
    }
    if (relu) {
      const zero = f32x4.splat(0);
      a0 = f32x4.pmax(a0, zero);
      if (offsetof<T>() > 16) a1 = f32x4.pmax(a1, zero);
      if (offsetof<T>() > 32) { a2 = f32x4.pmax(a2, zero); a3 = f32x4.pmax(a3, zero); }
      if (offsetof<T>() > 64) a4 = f32x4.pmax(a4, zero);
    }
    if (gate) {
      const zero = f32x4.splat(0);
      a0 = v128.and(a0, f32x4.gt(v128.load(gate), zero));
      if (offsetof<T>() > 16) a1 = v128.and(a1, f32x4.gt(v128.load(gate, 16), zero));
      if (offsetof<T>() > 32) { a2 = v128.and(a2, f32x4.gt(v128.load(gate, 32), zero)); a3 = v128.and(a3, f32x4.gt(v128.load(gate, 48), zero)); }
      if (offsetof<T>() > 64) a4 = v128.and(a4, f32x4.gt(v128.load(gate, 64), zero));
      gate += row;
    }
    v128.store(y, a0);
    if (offsetof<T>() > 16) v128.store(y, a1, 16);
    if (offsetof<T>() > 32) { v128.store(y, a2, 32); v128.store(y, a3, 48); }
    if (offsetof<T>() > 64) v128.store(y, a4, 64);
    y += row;
  }
}

/** y[o] = bias[o] + sum over survivors of row o (bias 0: none), then ReLU, or zero where gate[o] <= 0. */
export function sparse_product_p1(y: usize, values: usize, columns: usize, starts: usize, rows: u32, bias: usize, x: usize, relu: i32, gate: usize): void {
  product<P1>(y, values, columns, starts, rows, bias, x, relu, gate);
}
export function sparse_product_p4(y: usize, values: usize, columns: usize, starts: usize, rows: u32, bias: usize, x: usize, relu: i32, gate: usize): void {
  product<P4>(y, values, columns, starts, rows, bias, x, relu, gate);
}
export function sparse_product_p5(y: usize, values: usize, columns: usize, starts: usize, rows: u32, bias: usize, x: usize, relu: i32, gate: usize): void {
  product<P5>(y, values, columns, starts, rows, bias, x, relu, gate);
}

// @ts-ignore: decorator
@inline
function weightGradient<T>(g: usize, columns: usize, starts: usize, rows: u32, dy: usize, x: usize, panels: u32, dyPanel: usize, xPanel: usize): void {
  const row: usize = offsetof<T>();
  let p: usize = load<u32>(starts);
  for (let o: u32 = 0; o < rows; o++) {
    starts += 4;
    const end: usize = load<u32>(starts);
    while (p < end) {
      const c = columns + p;
      // A short last group repeats its last survivor: computed again, never stored.
      const left = end - p;
      let x0 = x + load<u32>(c);
      let x1 = x0, x2 = x0, x3 = x0;
      if (left >= 16) {
        x1 = x + load<u32>(c, 4); x2 = x + load<u32>(c, 8); x3 = x + load<u32>(c, 12);
      } else {
        if (left > 4) x1 = x + load<u32>(c, 4);
        if (left > 8) x2 = x + load<u32>(c, 8);
      }
      let a0: v128 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
      let d = dy;
      for (let n: u32 = 0; n < panels; n++) {
        let s = v128.load(d);
        a0 = madd(a0, s, v128.load(x0)); a1 = madd(a1, s, v128.load(x1)); a2 = madd(a2, s, v128.load(x2)); a3 = madd(a3, s, v128.load(x3));
        if (offsetof<T>() > 16) {
          s = v128.load(d, 16);
          a0 = madd(a0, s, v128.load(x0, 16)); a1 = madd(a1, s, v128.load(x1, 16)); a2 = madd(a2, s, v128.load(x2, 16)); a3 = madd(a3, s, v128.load(x3, 16));
        }
        if (offsetof<T>() > 32) {
          s = v128.load(d, 32);
          a0 = madd(a0, s, v128.load(x0, 32)); a1 = madd(a1, s, v128.load(x1, 32)); a2 = madd(a2, s, v128.load(x2, 32)); a3 = madd(a3, s, v128.load(x3, 32));
          s = v128.load(d, 48);
          a0 = madd(a0, s, v128.load(x0, 48)); a1 = madd(a1, s, v128.load(x1, 48)); a2 = madd(a2, s, v128.load(x2, 48)); a3 = madd(a3, s, v128.load(x3, 48));
        }
        if (offsetof<T>() > 64) {
          s = v128.load(d, 64);
          a0 = madd(a0, s, v128.load(x0, 64)); a1 = madd(a1, s, v128.load(x1, 64)); a2 = madd(a2, s, v128.load(x2, 64)); a3 = madd(a3, s, v128.load(x3, 64));
        }
        x0 += xPanel; x1 += xPanel; x2 += xPanel; x3 += xPanel;
        d += dyPanel;
      }
      const r = sumLanes(a0, a1, a2, a3);
      if (left >= 16) {
        v128.store(g + p, r);
        p += 16;
      } else {
        v128.store32_lane(g + p, r, 0);
        if (left > 4) v128.store32_lane(g + p, r, 1, 4);
        if (left > 8) v128.store32_lane(g + p, r, 2, 8);
        p = end;
      }
    }
    dy += row;
  }
}

/** g[i] = sum over lanes of dy[row of i] x[column of i], for survivors only; four survivors a tile. */
export function sparse_weight_gradient_p1(g: usize, columns: usize, starts: usize, rows: u32, dy: usize, x: usize, panels: u32, dyPanel: usize, xPanel: usize): void {
  weightGradient<P1>(g, columns, starts, rows, dy, x, panels, dyPanel, xPanel);
}
export function sparse_weight_gradient_p4(g: usize, columns: usize, starts: usize, rows: u32, dy: usize, x: usize, panels: u32, dyPanel: usize, xPanel: usize): void {
  weightGradient<P4>(g, columns, starts, rows, dy, x, panels, dyPanel, xPanel);
}
export function sparse_weight_gradient_p5(g: usize, columns: usize, starts: usize, rows: u32, dy: usize, x: usize, panels: u32, dyPanel: usize, xPanel: usize): void {
  weightGradient<P5>(g, columns, starts, rows, dy, x, panels, dyPanel, xPanel);
}

/** out[i] = values[order[i]]: survivors in the order of the transposed matrix. */
export function sparse_permute(out: usize, values: usize, order: usize, count: u32): void {
  const end = out + (<usize>count << 2);
  for (; out < end; out += 4, order += 4) store<f32>(out, load<f32>(values + load<u32>(order)));
}
