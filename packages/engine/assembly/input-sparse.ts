// The first layer with surviving weights only, stored feature after feature, panel by panel.
import { ENTRY } from './input-entries';
import { madd, sumLanes } from './madd';
import { P1, P4, P5 } from './panel';

/**
 * Ends one panel: `flags` [features] tells which features are not all zero in it. Writes their ascending list
 * (features times 4; room for one more than there are features), empties the flags and returns the list's length.
 */
// @ts-ignore: decorator
@inline
function endPanel(features: u32, flags: usize, list: usize): u32 {
  const first = list;
  for (let k4: u32 = 0; k4 < features << 2; k4 += 4) {
    // Written always, kept only when flagged: no branch to mispredict.
    store<u32>(list, k4);
    list += <usize>load<u32>(flags + k4) << 2;
    store<u32>(flags + k4, 0);
  }
  return <u32>(list - first) >> 2;
}

/**
 * Sparse form, from the lanes' entries: rows x[feature][lane], and for each panel of `perPanel` vectors the list of
 * features with survivors (`used` 1, else 0) that are not all zero in it (see endPanel). `flags` is 0 before and
 * after. x must be zero; input_clear makes it so again.
 */
export function input_rows_f32(
  entries: usize, starts: usize, lanes: u32, features: u32, x: usize, xRow: usize, used: usize, flags: usize,
  panelList: usize, panelCounts: usize, panelStride: usize, panels: u32, perPanel: u32,
): void {
  let lane: u32 = 0;
  for (let p: u32 = 0; p < panels; p++) {
    const end = min(lanes, (p + 1) * perPanel << 2);
    for (; lane < end; lane++) {
      let e = entries + <usize>load<u32>(starts);
      starts += 4;
      const last = entries + <usize>load<u32>(starts);
      for (; e < last; e += ENTRY) {
        const k4: usize = load<u32>(e);
        store<f32>(x + (k4 >> 2) * xRow + (<usize>lane << 2), load<f32>(e, 4));
        store<u32>(flags + k4, load<u32>(used + k4));
      }
    }
    store<u32>(panelCounts, endPanel(features, flags, panelList));
    panelCounts += 4;
    panelList += panelStride;
  }
}

// @ts-ignore: decorator
@inline
function flag(flags: usize, used: usize, k: usize, hit: u32): void {
  const k4 = k << 2;
  store<u32>(flags + k4, load<u32>(flags + k4) | (hit & load<u32>(used + k4)));
}

/**
 * What input_rows_f32 makes, straight from bytes (rows of `rowBytes`, a multiple of 16; all 4 * perPanel * panels
 * rows are read): input = byte * high + byte * low. `used` and `flags` are padded to a multiple of 4 features.
 */
export function input_rows_u8(
  bytes: usize, rowBytes: usize, features: u32, high: f32, low: f32, x: usize, xRow: usize, used: usize, flags: usize,
  panelList: usize, panelCounts: usize, panelStride: usize, panels: u32, perPanel: u32,
): void {
  const hi = f32x4.splat(high), lo = f32x4.splat(low);
  for (let v: u32 = 0; v < panels * perPanel; v++) {
    const byte = v << 4;
    const second = bytes + rowBytes, third = second + rowBytes, fourth = third + rowBytes;
    for (let k0: u32 = 0; k0 < features; k0 += 16) {
      const a = v128.load(bytes + k0), b = v128.load(second + k0), c = v128.load(third + k0), d = v128.load(fourth + k0);
      if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) continue;
      const ab0 = v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const ab1 = v128.shuffle<i8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const cd0 = v128.shuffle<i8>(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const cd1 = v128.shuffle<i8>(c, d, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      for (let q: u32 = 0; q < 4; q++) {
        const ab = q & 2 ? ab1 : ab0, cd = q & 2 ? cd1 : cd0;
        const four = q & 1 ? v128.shuffle<i16>(ab, cd, 4, 12, 5, 13, 6, 14, 7, 15) : v128.shuffle<i16>(ab, cd, 0, 8, 1, 9, 2, 10, 3, 11);
        const hits = i32x4.bitmask(i32x4.ne(four, i32x4.splat(0)));
        if (!hits) continue;
        const k = <usize>(k0 + (q << 2));
        const low8 = i16x8.extend_low_i8x16_u(four), high8 = i16x8.extend_high_i8x16_u(four);
        const f0 = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(low8));
        const f1 = f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(low8));
        const f2 = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(high8));
        const f3 = f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(high8));
        let xp = x + k * xRow + byte;
        v128.store(xp, f32x4.add(f32x4.mul(f0, hi), f32x4.mul(f0, lo)));
        xp += xRow;
        v128.store(xp, f32x4.add(f32x4.mul(f1, hi), f32x4.mul(f1, lo)));
        xp += xRow;
        v128.store(xp, f32x4.add(f32x4.mul(f2, hi), f32x4.mul(f2, lo)));
        xp += xRow;
        v128.store(xp, f32x4.add(f32x4.mul(f3, hi), f32x4.mul(f3, lo)));
        flag(flags, used, k, hits & 1);
        flag(flags, used, k + 1, (hits >> 1) & 1);
        flag(flags, used, k + 2, (hits >> 2) & 1);
        flag(flags, used, k + 3, (hits >> 3) & 1);
      }
    }
    bytes = fourth + rowBytes;
    if ((v + 1) % perPanel == 0) {
      store<u32>(panelCounts, endPanel(features, flags, panelList));
      panelCounts += 4;
      panelList += panelStride;
    }
  }
}

/** Sets what is listed of one panel of x back to 0; features without survivors are never read and may stay. */
export function input_clear(x: usize, xRow: usize, list: usize, count: u32, perPanel: u32): void {
  const zero = f32x4.splat(0);
  const end = list + (<usize>count << 2);
  for (; list < end; list += 4) {
    const at = x + (<usize>load<u32>(list) >> 2) * xRow;
    for (let v: u32 = 0; v < perPanel; v++) v128.store(at + (<usize>v << 4), zero);
  }
}

// @ts-ignore: decorator
@inline
function sparseForward<T>(y: usize, values: usize, rows: usize, starts: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  const end = list + (<usize>count << 2);
  for (; list < end; list += 4) {
    const k4: usize = load<u32>(list);
    const xp = x + (k4 >> 2) * xRow;
    const x0 = v128.load(xp);
    let x1 = x0, x2 = x0, x3 = x0, x4 = x0;
    if (offsetof<T>() > 16) { x1 = v128.load(xp, 16); x2 = v128.load(xp, 32); x3 = v128.load(xp, 48); }
    if (offsetof<T>() > 64) x4 = v128.load(xp, 64);
    let p: usize = load<u32>(starts + k4);
    const stop: usize = load<u32>(starts + k4, 4);
    for (; p < stop; p += 4) {
      const yp = y + load<u32>(rows + p);
      const s = v128.load_splat<f32>(values + p);
      // All loads before the first store: the processor keeps more survivors in flight.
      const y0 = v128.load(yp);
      if (offsetof<T>() == 16) v128.store(yp, madd(y0, s, x0));
      if (offsetof<T>() == 64) {
        const y1 = v128.load(yp, 16), y2 = v128.load(yp, 32), y3 = v128.load(yp, 48);
        v128.store(yp, madd(y0, s, x0));
        v128.store(yp, madd(y1, s, x1), 16);
        v128.store(yp, madd(y2, s, x2), 32);
        v128.store(yp, madd(y3, s, x3), 48);
      }
      if (offsetof<T>() == 80) {
        const y1 = v128.load(yp, 16), y2 = v128.load(yp, 32), y3 = v128.load(yp, 48), y4 = v128.load(yp, 64);
        v128.store(yp, madd(y0, s, x0));
        v128.store(yp, madd(y1, s, x1), 16);
        v128.store(yp, madd(y2, s, x2), 32);
        v128.store(yp, madd(y3, s, x3), 48);
        v128.store(yp, madd(y4, s, x4), 64);
      }
    }
  }
}

/**
 * y[o] += w x[k] over the survivors (o, k) of the listed features: one panel. Survivors are stored feature after
 * feature: `values` f32, `rows` u32 (byte offset of output o in a panel), `starts` u32 [features + 1] (bytes).
 */
export function input_sparse_forward_p1(y: usize, values: usize, rows: usize, starts: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  sparseForward<P1>(y, values, rows, starts, x, xRow, list, count);
}
export function input_sparse_forward_p4(y: usize, values: usize, rows: usize, starts: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  sparseForward<P4>(y, values, rows, starts, x, xRow, list, count);
}
export function input_sparse_forward_p5(y: usize, values: usize, rows: usize, starts: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  sparseForward<P5>(y, values, rows, starts, x, xRow, list, count);
}

// @ts-ignore: decorator
@inline
function sparseGradient<T>(g: usize, rows: usize, starts: usize, dy: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  const end = list + (<usize>count << 2);
  for (; list < end; list += 4) {
    const k4: usize = load<u32>(list);
    const xp = x + (k4 >> 2) * xRow;
    const x0 = v128.load(xp);
    let x1 = x0, x2 = x0, x3 = x0, x4 = x0;
    if (offsetof<T>() > 16) { x1 = v128.load(xp, 16); x2 = v128.load(xp, 32); x3 = v128.load(xp, 48); }
    if (offsetof<T>() > 64) x4 = v128.load(xp, 64);
    let p: usize = load<u32>(starts + k4);
    const stop: usize = load<u32>(starts + k4, 4);
    for (; p + 12 < stop; p += 16) {
      const c = rows + p;
      const q0 = dy + load<u32>(c), q1 = dy + load<u32>(c, 4), q2 = dy + load<u32>(c, 8), q3 = dy + load<u32>(c, 12);
      let a0 = f32x4.mul(x0, v128.load(q0)), a1 = f32x4.mul(x0, v128.load(q1)), a2 = f32x4.mul(x0, v128.load(q2)), a3 = f32x4.mul(x0, v128.load(q3));
      if (offsetof<T>() > 16) {
        a0 = madd(a0, x1, v128.load(q0, 16)); a1 = madd(a1, x1, v128.load(q1, 16)); a2 = madd(a2, x1, v128.load(q2, 16)); a3 = madd(a3, x1, v128.load(q3, 16));
        a0 = madd(a0, x2, v128.load(q0, 32)); a1 = madd(a1, x2, v128.load(q1, 32)); a2 = madd(a2, x2, v128.load(q2, 32)); a3 = madd(a3, x2, v128.load(q3, 32));
        a0 = madd(a0, x3, v128.load(q0, 48)); a1 = madd(a1, x3, v128.load(q1, 48)); a2 = madd(a2, x3, v128.load(q2, 48)); a3 = madd(a3, x3, v128.load(q3, 48));
      }
      if (offsetof<T>() > 64) {
        a0 = madd(a0, x4, v128.load(q0, 64)); a1 = madd(a1, x4, v128.load(q1, 64)); a2 = madd(a2, x4, v128.load(q2, 64)); a3 = madd(a3, x4, v128.load(q3, 64));
      }
      v128.store(g + p, f32x4.add(v128.load(g + p), sumLanes(a0, a1, a2, a3)));
    }
    for (; p < stop; p += 4) {
      const q0 = dy + load<u32>(rows + p);
      let a0 = f32x4.mul(x0, v128.load(q0));
      if (offsetof<T>() > 16) {
        a0 = madd(a0, x1, v128.load(q0, 16)); a0 = madd(a0, x2, v128.load(q0, 32)); a0 = madd(a0, x3, v128.load(q0, 48));
      }
      if (offsetof<T>() > 64) a0 = madd(a0, x4, v128.load(q0, 64));
      store<f32>(g + p, load<f32>(g + p) + f32x4.extract_lane(sumLanes(a0, a0, a0, a0), 0));
    }
  }
}

/** g[i] += sum over one panel of dy[row of i] x[feature of i], for the survivors i of the listed features. */
export function input_sparse_gradient_p1(g: usize, rows: usize, starts: usize, dy: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  sparseGradient<P1>(g, rows, starts, dy, x, xRow, list, count);
}
export function input_sparse_gradient_p4(g: usize, rows: usize, starts: usize, dy: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  sparseGradient<P4>(g, rows, starts, dy, x, xRow, list, count);
}
export function input_sparse_gradient_p5(g: usize, rows: usize, starts: usize, dy: usize, x: usize, xRow: usize, list: usize, count: u32): void {
  sparseGradient<P5>(g, rows, starts, dy, x, xRow, list, count);
}

/** Sets n floats (a multiple of 4) to 0. */
export function clear(at: usize, n: u32): void {
  memory.fill(at, 0, <usize>n << 2);
}
