// Convolutions with all weights present, `[out/4][k][4]`, k = (di * inputs + c) * width + dj: a product whose k-th
// operand row is a contiguous slice of the padded image, at the byte offset offsets[k] from the output's own place.
import { madd, sumLanes } from './madd';

/** Start from the bias (0 without one) instead of what y holds. */
const FIRST: u32 = 1;
/** Rectify at the end. */
const RELU: u32 = 2;

// @ts-ignore: decorator
@inline
function finish(a: v128, mode: u32, gate: usize): v128 {
  if (mode & RELU) a = f32x4.pmax(a, f32x4.splat(0));
  if (gate) a = v128.and(a, f32x4.gt(v128.load(gate), f32x4.splat(0)));
  return a;
}

// @ts-ignore: decorator
@inline
function pair(y: usize, yChannel: usize, w: usize, offsets: usize, end: usize, bias: usize, x: usize, mode: u32, gate: usize, gateChannel: usize): void {
  let a0: v128 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  if (!(mode & FIRST)) {
    let q = y;
    a0 = v128.load(q); b0 = v128.load(q, 16); q += yChannel;
    a1 = v128.load(q); b1 = v128.load(q, 16); q += yChannel;
    a2 = v128.load(q); b2 = v128.load(q, 16); q += yChannel;
    a3 = v128.load(q); b3 = v128.load(q, 16);
  } else if (bias) {
    a0 = v128.load_splat<f32>(bias); b0 = a0;
    a1 = v128.load_splat<f32>(bias, 4); b1 = a1;
    a2 = v128.load_splat<f32>(bias, 8); b2 = a2;
    a3 = v128.load_splat<f32>(bias, 12); b3 = a3;
  }
  for (; offsets < end; offsets += 4, w += 16) {
    const q = x + <usize>load<u32>(offsets);
    const u = v128.load(q);
    const v = v128.load(q, 16);
    let s = v128.load_splat<f32>(w);
    a0 = madd(a0, s, u); b0 = madd(b0, s, v);
    s = v128.load_splat<f32>(w, 4);
    a1 = madd(a1, s, u); b1 = madd(b1, s, v);
    s = v128.load_splat<f32>(w, 8);
    a2 = madd(a2, s, u); b2 = madd(b2, s, v);
    s = v128.load_splat<f32>(w, 12);
    a3 = madd(a3, s, u); b3 = madd(b3, s, v);
  }
  let g1: usize = 0, g2: usize = 0, g3: usize = 0;
  if (gate) { g1 = gate + gateChannel; g2 = g1 + gateChannel; g3 = g2 + gateChannel; }
  let q = y;
  v128.store(q, finish(a0, mode, gate)); v128.store(q, finish(b0, mode, gate ? gate + 16 : 0), 16); q += yChannel;
  v128.store(q, finish(a1, mode, g1)); v128.store(q, finish(b1, mode, gate ? g1 + 16 : 0), 16); q += yChannel;
  v128.store(q, finish(a2, mode, g2)); v128.store(q, finish(b2, mode, gate ? g2 + 16 : 0), 16); q += yChannel;
  v128.store(q, finish(a3, mode, g3)); v128.store(q, finish(b3, mode, gate ? g3 + 16 : 0), 16);
}

// @ts-ignore: decorator
@inline
function single(y: usize, yChannel: usize, w: usize, offsets: usize, end: usize, bias: usize, x: usize, mode: u32, gate: usize, gateChannel: usize): void {
  let a0: v128 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  const y1 = y + yChannel, y2 = y1 + yChannel, y3 = y2 + yChannel;
  if (!(mode & FIRST)) {
    a0 = v128.load(y); a1 = v128.load(y1); a2 = v128.load(y2); a3 = v128.load(y3);
  } else if (bias) {
    a0 = v128.load_splat<f32>(bias); a1 = v128.load_splat<f32>(bias, 4);
    a2 = v128.load_splat<f32>(bias, 8); a3 = v128.load_splat<f32>(bias, 12);
  }
  for (; offsets < end; offsets += 4, w += 16) {
    const u = v128.load(x + <usize>load<u32>(offsets));
    a0 = madd(a0, v128.load_splat<f32>(w), u);
    a1 = madd(a1, v128.load_splat<f32>(w, 4), u);
    a2 = madd(a2, v128.load_splat<f32>(w, 8), u);
    a3 = madd(a3, v128.load_splat<f32>(w, 12), u);
  }
  let g1: usize = 0, g2: usize = 0, g3: usize = 0;
  if (gate) { g1 = gate + gateChannel; g2 = g1 + gateChannel; g3 = g2 + gateChannel; }
  v128.store(y, finish(a0, mode, gate)); v128.store(y1, finish(a1, mode, g1));
  v128.store(y2, finish(a2, mode, g2)); v128.store(y3, finish(a3, mode, g3));
}

/**
 * For `blocks` blocks of 4 outputs (wBlock bytes of weights apart) and `rows` rows of `run` vectors:
 * y[o] = (bias[o], or what y holds) + sum over k of w[o][k] x[offsets[k]]; y and x point at the first row. `mode`: 1
 * starts from the bias (0 where `bias` is 0), 2 rectifies. With `gate` the result is 0 where the gate is not above 0.
 * All 4 outputs of a block are written; `w`, `offsets` and `k` may be a part of the operand's rows.
 */
export function convolution_dense_product(y: usize, yChannel: usize, yRow: usize, w: usize, wBlock: usize, blocks: u32, offsets: usize, k: u32, bias: usize, x: usize, xRow: usize, rows: u32, run: u32, mode: u32, gate: usize, gateChannel: usize, gateRow: usize): void {
  const end = offsets + (<usize>k << 2);
  for (let b: u32 = 0; b < blocks; b++) {
    let yr = y, xr = x, gr = gate;
    for (let r: u32 = 0; r < rows; r++) {
      let yp = yr, xp = xr, gp = gr;
      for (let left = run; left >= 2; left -= 2, yp += 32, xp += 32) {
        pair(yp, yChannel, w, offsets, end, bias, xp, mode, gp, gateChannel);
        if (gate) gp += 32;
      }
      if (run & 1) single(yp, yChannel, w, offsets, end, bias, xp, mode, gp, gateChannel);
      yr += yRow;
      xr += xRow;
      if (gate) gr += gateRow;
    }
    w += wBlock;
    y += yChannel << 2;
    if (bias) bias += 16;
    if (gate) gate += gateChannel << 2;
  }
}

/**
 * Weights of the input gradient, `[inputs/4][k][4]` with k = (i * outs + o) * dxs + j: the weight at row di0 - i step
 * and column dj0 - j step of the window, i < dys, j < dxs; 0 for inputs beyond the last. Outputs of w beyond `outs` are
 * left out.
 */
export function convolution_dense_transpose(u: usize, w: usize, wBlock: usize, inputs: u32, outs: u32, width: u32, di0: u32, dys: u32, dj0: u32, dxs: u32, step: u32): void {
  for (let c4: u32 = 0; c4 < inputs; c4 += 4) {
    for (let i: u32 = 0; i < dys; i++) {
      const row = (di0 - i * step) * inputs;
      for (let o: u32 = 0; o < outs; o++) {
        const wp = w + <usize>(o >> 2) * wBlock + (<usize>(o & 3) << 2);
        for (let j: u32 = 0; j < dxs; j++, u += 16) {
          const dj = dj0 - j * step;
          for (let c: u32 = 0; c < 4; c++) {
            const inside = c4 + c < inputs;
            const at = (row + c4 + c) * width + dj;
            store<f32>(u + (<usize>c << 2), inside ? load<f32>(wp + (<usize>at << 4)) : 0);
          }
        }
      }
    }
  }
}

/**
 * g[o][k] (+)= sum over rows, run and lanes of dy[o] x[offsets[k]] for `blocks` blocks of 4 outputs, gBlock bytes
 * apart; the lanes as (l0 + l2) + (l1 + l3). `first` overwrites g.
 */
export function convolution_dense_weight_gradient(g: usize, gBlock: usize, blocks: u32, dy: usize, dyChannel: usize, dyRow: usize, offsets: usize, k: u32, x: usize, xRow: usize, rows: u32, run: u32, first: u32): void {
  const end = offsets + (<usize>k << 2);
  const bytes = <usize>run << 4;
  for (let b: u32 = 0; b < blocks; b++) {
    let gp = g;
    for (let p = offsets; p < end; p += 8, gp += 32) {
      const two = p + 4 < end;
      let x0 = x + <usize>load<u32>(p);
      let x1 = two ? x + <usize>load<u32>(p, 4) : x0;
      let yr = dy;
      let a0: v128 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      for (let r: u32 = 0; r < rows; r++) {
        const d1 = yr + dyChannel, d2 = d1 + dyChannel, d3 = d2 + dyChannel;
        for (let j: usize = 0; j < bytes; j += 16) {
          const u = v128.load(x0 + j);
          const v = v128.load(x1 + j);
          let d = v128.load(yr + j);
          a0 = madd(a0, d, u); b0 = madd(b0, d, v);
          d = v128.load(d1 + j);
          a1 = madd(a1, d, u); b1 = madd(b1, d, v);
          d = v128.load(d2 + j);
          a2 = madd(a2, d, u); b2 = madd(b2, d, v);
          d = v128.load(d3 + j);
          a3 = madd(a3, d, u); b3 = madd(b3, d, v);
        }
        yr += dyRow;
        x0 += xRow;
        x1 += xRow;
      }
      const s = sumLanes(a0, a1, a2, a3);
      v128.store(gp, first ? s : f32x4.add(v128.load(gp), s));
      if (two) {
        const t = sumLanes(b0, b1, b2, b3);
        v128.store(gp, first ? t : f32x4.add(v128.load(gp, 16), t), 16);
      }
    }
    g += gBlock;
    dy += dyChannel << 2;
  }
}
