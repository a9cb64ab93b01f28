// The first layer with all weights present, stored feature after feature (`[in][out]`).
import { ENTRY } from './input-entries';
import { madd } from './madd';
import { P4, P8 } from './panel';

// @ts-ignore: decorator
@inline
function denseForward<T>(y: usize, yRow: usize, w: usize, outputs: usize, bias: usize, entries: usize, starts: usize, lanes: u32): void {
  for (let lane: u32 = 0; lane < lanes; lane++) {
    let a0 = v128.load(bias), a1 = v128.load(bias, 16), a2 = v128.load(bias, 32), a3 = v128.load(bias, 48);
    let a4 = a0, a5 = a0, a6 = a0, a7 = a0;
    if (offsetof<T>() > 64) { a4 = v128.load(bias, 64); a5 = v128.load(bias, 80); a6 = v128.load(bias, 96); a7 = v128.load(bias, 112); }
    let e = entries + <usize>load<u32>(starts);
    starts += 4;
    const end = entries + <usize>load<u32>(starts);
    for (; e < end; e += ENTRY) {
      const wp = w + <usize>load<u32>(e) * outputs;
      const s = v128.load_splat<f32>(e, 4);
      a0 = madd(a0, s, v128.load(wp)); a1 = madd(a1, s, v128.load(wp, 16));
      a2 = madd(a2, s, v128.load(wp, 32)); a3 = madd(a3, s, v128.load(wp, 48));
      if (offsetof<T>() > 64) {
        a4 = madd(a4, s, v128.load(wp, 64)); a5 = madd(a5, s, v128.load(wp, 80));
        a6 = madd(a6, s, v128.load(wp, 96)); a7 = madd(a7, s, v128.load(wp, 112));
      }
    }
    v128.store(y, a0); v128.store(y, a1, 16); v128.store(y, a2, 32); v128.store(y, a3, 48);
    if (offsetof<T>() > 64) { v128.store(y, a4, 64); v128.store(y, a5, 80); v128.store(y, a6, 96); v128.store(y, a7, 112); }
    y += yRow;
  }
}

/** y[lane][0..32) = bias + sum over the lane's entries of value * w[feature][0..32); rows of w hold `outputs`. */
export function input_dense_forward_o32(y: usize, yRow: usize, w: usize, outputs: usize, bias: usize, entries: usize, starts: usize, lanes: u32): void {
  denseForward<P8>(y, yRow, w, outputs, bias, entries, starts, lanes);
}
/** The same for 16 outputs. */
export function input_dense_forward_o16(y: usize, yRow: usize, w: usize, outputs: usize, bias: usize, entries: usize, starts: usize, lanes: u32): void {
  denseForward<P4>(y, yRow, w, outputs, bias, entries, starts, lanes);
}

// @ts-ignore: decorator
@inline
function denseGradient<T>(g: usize, gRow: usize, dy: usize, list: usize, counts: usize, stride: usize, features: u32): void {
  for (let k: u32 = 0; k < features; k++) {
    let a0: v128 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
    let e = list;
    const end = e + <usize>load<u32>(counts) * ENTRY;
    for (; e < end; e += ENTRY) {
      const d = dy + load<u32>(e);
      const s = v128.load_splat<f32>(e, 4);
      a0 = madd(a0, s, v128.load(d)); a1 = madd(a1, s, v128.load(d, 16));
      a2 = madd(a2, s, v128.load(d, 32)); a3 = madd(a3, s, v128.load(d, 48));
      if (offsetof<T>() > 64) {
        a4 = madd(a4, s, v128.load(d, 64)); a5 = madd(a5, s, v128.load(d, 80));
        a6 = madd(a6, s, v128.load(d, 96)); a7 = madd(a7, s, v128.load(d, 112));
      }
    }
    v128.store(g, a0); v128.store(g, a1, 16); v128.store(g, a2, 32); v128.store(g, a3, 48);
    if (offsetof<T>() > 64) { v128.store(g, a4, 64); v128.store(g, a5, 80); v128.store(g, a6, 96); v128.store(g, a7, 112); }
    g += gRow;
    list += stride;
    counts += 4;
  }
}

/** g[k][0..32) = sum over feature k's list of value * dy[lane][0..32); rows of untouched features become 0. */
export function input_dense_gradient_o32(g: usize, gRow: usize, dy: usize, list: usize, counts: usize, stride: usize, features: u32): void {
  denseGradient<P8>(g, gRow, dy, list, counts, stride, features);
}
/** The same for 16 outputs. */
export function input_dense_gradient_o16(g: usize, gRow: usize, dy: usize, list: usize, counts: usize, stride: usize, features: u32): void {
  denseGradient<P4>(g, gRow, dy, list, counts, stride, features);
}
