// Products with all weights present. Weights are packed in pairs of rows, `[out/2][in][2]`; activations are
// panels `[feature][P vectors of 4 lanes]`. `in` rows are visited through a list of indices, so that rows which
// are zero for the whole panel cost nothing. P is a compile-time constant after inlining.
import { madd, sumLanes } from './madd';
import { P1, P4, P5 } from './panel';

/** Entries of the index list per block: KC rows of a panel and of a weight pair stay in the first-level cache. */
const KC: u32 = 192;

// @ts-ignore: decorator
@inline
function forward<T>(y: usize, w: usize, bias: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, relu: i32): void {
  const row: usize = offsetof<T>();
  for (let k0: u32 = 0; k0 == 0 || k0 < count; k0 += KC) {
    const k1 = min(k0 + KC, count);
    const last = k1 == count;
    let wp = w;
    let yp = y;
    let bp = bias;
    for (let o: u32 = 0; o < pairs; o++) {
      let a0: v128, a1: v128, a2: v128 = f32x4.splat(0), a3: v128 = f32x4.splat(0), a4: v128 = f32x4.splat(0);
      let b0: v128, b1: v128, b2: v128 = f32x4.splat(0), b3: v128 = f32x4.splat(0), b4: v128 = f32x4.splat(0);
      if (k0 == 0) {
        a0 = v128.load_splat<f32>(bp);
        b0 = v128.load_splat<f32>(bp, 4);
        a1 = a0;
        b1 = b0;
        if (offsetof<T>() > 32) { a2 = a0; b2 = b0; a3 = a0; b3 = b0; }
        if (offsetof<T>() > 64) { a4 = a0; b4 = b0; }
      } else {
        a0 = v128.load(yp);
        b0 = v128.load(yp + row);
        a1 = a0;
        b1 = b0;
        if (offsetof<T>() > 16) { a1 = v128.load(yp, 16); b1 = v128.load(yp + row, 16); }
        if (offsetof<T>() > 32) {
          a2 = v128.load(yp, 32); b2 = v128.load(yp + row, 32);
          a3 = v128.load(yp, 48); b3 = v128.load(yp + row, 48);
        }
        if (offsetof<T>() > 64) { a4 = v128.load(yp, 64); b4 = v128.load(yp + row, 64); }
      }
      const end = list + (<usize>k1 << 2);
      let xp = x + <usize>k0 * row;
      for (let p = list + (<usize>k0 << 2); p < end; p += 4) {
        const wk = wp + <usize>load<u32>(p);
        const s = v128.load_splat<f32>(wk);
        const t = v128.load_splat<f32>(wk, 4);
        let v = v128.load(xp);
        a0 = madd(a0, s, v); b0 = madd(b0, t, v);
        if (offsetof<T>() > 16) { v = v128.load(xp, 16); a1 = madd(a1, s, v); b1 = madd(b1, t, v); }
        if (offsetof<T>() > 32) {
          v = v128.load(xp, 32); a2 = madd(a2, s, v); b2 = madd(b2, t, v);
          v = v128.load(xp, 48); a3 = madd(a3, s, v); b3 = madd(b3, t, v);
        }
        if (offsetof<T>() > 64) { v = v128.load(xp, 64); a4 = madd(a4, s, v); b4 = madd(b4, t, v); }
        xp += row;
      }
      if (last && relu) {
        const zero = f32x4.splat(0);
        a0 = f32x4.pmax(a0, zero); b0 = f32x4.pmax(b0, zero);
        if (offsetof<T>() > 16) { a1 = f32x4.pmax(a1, zero); b1 = f32x4.pmax(b1, zero); }
        if (offsetof<T>() > 32) {
          a2 = f32x4.pmax(a2, zero); b2 = f32x4.pmax(b2, zero);
          a3 = f32x4.pmax(a3, zero); b3 = f32x4.pmax(b3, zero);
        }
        if (offsetof<T>() > 64) { a4 = f32x4.pmax(a4, zero); b4 = f32x4.pmax(b4, zero); }
      }
      v128.store(yp, a0);
      v128.store(yp + row, b0);
      if (offsetof<T>() > 16) { v128.store(yp, a1, 16); v128.store(yp + row, b1, 16); }
      if (offsetof<T>() > 32) {
        v128.store(yp, a2, 32); v128.store(yp + row, b2, 32);
        v128.store(yp, a3, 48); v128.store(yp + row, b3, 48);
      }
      if (offsetof<T>() > 64) { v128.store(yp, a4, 64); v128.store(yp + row, b4, 64); }
      wp += <usize>inputs << 3;
      yp += row << 1;
      bp += 8;
    }
  }
}

/** y[o] = bias[o] + sum over listed k of w[o][k] x[i], x's row i for the list's entry i; 2 rows x P vectors. */
export function dense_forward_p1(y: usize, w: usize, bias: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, relu: i32): void {
  forward<P1>(y, w, bias, x, list, count, pairs, inputs, relu);
}
export function dense_forward_p4(y: usize, w: usize, bias: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, relu: i32): void {
  forward<P4>(y, w, bias, x, list, count, pairs, inputs, relu);
}
export function dense_forward_p5(y: usize, w: usize, bias: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, relu: i32): void {
  forward<P5>(y, w, bias, x, list, count, pairs, inputs, relu);
}

// @ts-ignore: decorator
@inline
function inputGradient<T>(dx: usize, w: usize, dy: usize, pairs: u32, inputs: u32, gate: usize): void {
  const row: usize = offsetof<T>();
  const step: usize = <usize>inputs << 3;
  for (let k: u32 = 0; k < inputs; k += 2) {
    let a0: v128 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0;
    let wp = w + (<usize>k << 3);
    let yp = dy;
    for (let o: u32 = 0; o < pairs; o++) {
      for (let h: usize = 0; h < 2; h++) {
        const s = v128.load_splat<f32>(wp + (h << 2));
        const t = v128.load_splat<f32>(wp + (h << 2), 8);
        let v = v128.load(yp);
        a0 = madd(a0, s, v); b0 = madd(b0, t, v);
        if (offsetof<T>() > 16) { v = v128.load(yp, 16); a1 = madd(a1, s, v); b1 = madd(b1, t, v); }
        if (offsetof<T>() > 32) {
          v = v128.load(yp, 32); a2 = madd(a2, s, v); b2 = madd(b2, t, v);
          v = v128.load(yp, 48); a3 = madd(a3, s, v); b3 = madd(b3, t, v);
        }
        if (offsetof<T>() > 64) { v = v128.load(yp, 64); a4 = madd(a4, s, v); b4 = madd(b4, t, v); }
        yp += row;
      }
      wp += step;
    }
    const xp = dx + <usize>k * row;
    if (gate) {
      const zero = f32x4.splat(0);
      const gp = gate + <usize>k * row;
      a0 = v128.and(a0, f32x4.gt(v128.load(gp), zero));
      b0 = v128.and(b0, f32x4.gt(v128.load(gp + row), zero));
      if (offsetof<T>() > 16) {
        a1 = v128.and(a1, f32x4.gt(v128.load(gp, 16), zero));
        b1 = v128.and(b1, f32x4.gt(v128.load(gp + row, 16), zero));
      }
      if (offsetof<T>() > 32) {
        a2 = v128.and(a2, f32x4.gt(v128.load(gp, 32), zero));
        b2 = v128.and(b2, f32x4.gt(v128.load(gp + row, 32), zero));
        a3 = v128.and(a3, f32x4.gt(v128.load(gp, 48), zero));
        b3 = v128.and(b3, f32x4.gt(v128.load(gp + row, 48), zero));
      }
      if (offsetof<T>() > 64) {
        a4 = v128.and(a4, f32x4.gt(v128.load(gp, 64), zero));
        b4 = v128.and(b4, f32x4.gt(v128.load(gp + row, 64), zero));
      }
    }
    v128.store(xp, a0);
    v128.store(xp + row, b0);
    if (offsetof<T>() > 16) { v128.store(xp, a1, 16); v128.store(xp + row, b1, 16); }
    if (offsetof<T>() > 32) {
      v128.store(xp, a2, 32); v128.store(xp + row, b2, 32);
      v128.store(xp, a3, 48); v128.store(xp + row, b3, 48);
    }
    if (offsetof<T>() > 64) { v128.store(xp, a4, 64); v128.store(xp + row, b4, 64); }
  }
}

/** dx[k] = sum over o of w[o][k] dy[o], zero where gate[k] <= 0 (the ReLU output below; 0 = no gate). */
export function dense_input_gradient_p1(dx: usize, w: usize, dy: usize, pairs: u32, inputs: u32, gate: usize): void {
  inputGradient<P1>(dx, w, dy, pairs, inputs, gate);
}
export function dense_input_gradient_p4(dx: usize, w: usize, dy: usize, pairs: u32, inputs: u32, gate: usize): void {
  inputGradient<P4>(dx, w, dy, pairs, inputs, gate);
}
export function dense_input_gradient_p5(dx: usize, w: usize, dy: usize, pairs: u32, inputs: u32, gate: usize): void {
  inputGradient<P5>(dx, w, dy, pairs, inputs, gate);
}

/** Listed inputs per block of the weight gradient: their panels stay in the first-level cache. */
const GC: u32 = 32;

// @ts-ignore: decorator
@inline
function weightGradient<T>(g: usize, dy: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, panels: u32, dyPanel: usize, xPanel: usize): void {
  const row: usize = offsetof<T>();
  for (let k0: u32 = 0; k0 < count; k0 += GC) {
    const k1 = min(k0 + GC, count);
    let gp = g;
    let yp = dy;
    for (let o: u32 = 0; o < pairs; o++) {
      for (let k = k0; k < k1; k += 4) {
        let a0: v128 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        let xp = x + <usize>k * row;
        let d = yp;
        for (let n: u32 = 0; n < panels; n++) {
          let s: v128, t: v128, v: v128;
          s = v128.load(d, 0); t = v128.load(d, offsetof<T>() + 0);
          v = v128.load(xp, 0); a0 = madd(a0, s, v); b0 = madd(b0, t, v);
          v = v128.load(xp, offsetof<T>() + 0); a1 = madd(a1, s, v); b1 = madd(b1, t, v);
          v = v128.load(xp, 2 * offsetof<T>() + 0); a2 = madd(a2, s, v); b2 = madd(b2, t, v);
          v = v128.load(xp, 3 * offsetof<T>() + 0); a3 = madd(a3, s, v); b3 = madd(b3, t, v);
          if (offsetof<T>() > 16) {
            s = v128.load(d, 16); t = v128.load(d, offsetof<T>() + 16);
            v = v128.load(xp, 16); a0 = madd(a0, s, v); b0 = madd(b0, t, v);
            v = v128.load(xp, offsetof<T>() + 16); a1 = madd(a1, s, v); b1 = madd(b1, t, v);
            v = v128.load(xp, 2 * offsetof<T>() + 16); a2 = madd(a2, s, v); b2 = madd(b2, t, v);
            v = v128.load(xp, 3 * offsetof<T>() + 16); a3 = madd(a3, s, v); b3 = madd(b3, t, v);
          }
          if (offsetof<T>() > 32) {
            s = v128.load(d, 32); t = v128.load(d, offsetof<T>() + 32);
            v = v128.load(xp, 32); a0 = madd(a0, s, v); b0 = madd(b0, t, v);
            v = v128.load(xp, offsetof<T>() + 32); a1 = madd(a1, s, v); b1 = madd(b1, t, v);
            v = v128.load(xp, 2 * offsetof<T>() + 32); a2 = madd(a2, s, v); b2 = madd(b2, t, v);
            v = v128.load(xp, 3 * offsetof<T>() + 32); a3 = madd(a3, s, v); b3 = madd(b3, t, v);
            s = v128.load(d, 48); t = v128.load(d, offsetof<T>() + 48);
            v = v128.load(xp, 48); a0 = madd(a0, s, v); b0 = madd(b0, t, v);
            v = v128.load(xp, offsetof<T>() + 48); a1 = madd(a1, s, v); b1 = madd(b1, t, v);
            v = v128.load(xp, 2 * offsetof<T>() + 48); a2 = madd(a2, s, v); b2 = madd(b2, t, v);
            v = v128.load(xp, 3 * offsetof<T>() + 48); a3 = madd(a3, s, v); b3 = madd(b3, t, v);
          }
          if (offsetof<T>() > 64) {
            s = v128.load(d, 64); t = v128.load(d, offsetof<T>() + 64);
            v = v128.load(xp, 64); a0 = madd(a0, s, v); b0 = madd(b0, t, v);
            v = v128.load(xp, offsetof<T>() + 64); a1 = madd(a1, s, v); b1 = madd(b1, t, v);
            v = v128.load(xp, 2 * offsetof<T>() + 64); a2 = madd(a2, s, v); b2 = madd(b2, t, v);
            v = v128.load(xp, 3 * offsetof<T>() + 64); a3 = madd(a3, s, v); b3 = madd(b3, t, v);
          }
          xp += xPanel;
          d += dyPanel;
        }
        const lp = list + (<usize>k << 2);
        const ra = sumLanes(a0, a1, a2, a3), rb = sumLanes(b0, b1, b2, b3);
        const lo = v128.shuffle<f32>(ra, rb, 0, 4, 1, 5), hi = v128.shuffle<f32>(ra, rb, 2, 6, 3, 7);
        v128.store64_lane(gp + <usize>load<u32>(lp), lo, 0);
        v128.store64_lane(gp + <usize>load<u32>(lp, 4), lo, 1);
        v128.store64_lane(gp + <usize>load<u32>(lp, 8), hi, 0);
        v128.store64_lane(gp + <usize>load<u32>(lp, 12), hi, 1);
      }
      gp += <usize>inputs << 3;
      yp += row << 1;
    }
  }
}

/** g[o][k] = sum over lanes of dy[o] x[i] for the list's entry i, k (count a multiple of 4); tile 2 outputs x 4 inputs. */
export function dense_weight_gradient_p1(g: usize, dy: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, panels: u32, dyPanel: usize, xPanel: usize): void {
  weightGradient<P1>(g, dy, x, list, count, pairs, inputs, panels, dyPanel, xPanel);
}
export function dense_weight_gradient_p4(g: usize, dy: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, panels: u32, dyPanel: usize, xPanel: usize): void {
  weightGradient<P4>(g, dy, x, list, count, pairs, inputs, panels, dyPanel, xPanel);
}
export function dense_weight_gradient_p5(g: usize, dy: usize, x: usize, list: usize, count: u32, pairs: u32, inputs: u32, panels: u32, dyPanel: usize, xPanel: usize): void {
  weightGradient<P5>(g, dy, x, list, count, pairs, inputs, panels, dyPanel, xPanel);
}
