// Elementwise passes over image values, see image.ts. Every output may be one of its inputs in place.
import { At0, At16, At32, At48, gated, sumVectors } from './image';

// @ts-ignore: decorator
@inline
function add<At>(y: usize, a: usize, b: usize, relu: bool): void {
  let v = f32x4.add(v128.load(a, offsetof<At>()), v128.load(b, offsetof<At>()));
  if (relu) v = f32x4.pmax(v, f32x4.splat(0));
  v128.store(y, v, offsetof<At>());
}

/** y = a + b, then ReLU if asked. */
export function images_add(
  y: usize, yChannel: usize, yRow: usize, a: usize, aChannel: usize, aRow: usize, b: usize, bChannel: usize, bRow: usize,
  channels: u32, rows: u32, run: u32, relu: i32,
): void {
  const rectify = relu != 0;
  for (let c: u32 = 0; c < channels; c++, y += yChannel, a += aChannel, b += bChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      let q = y + r * yRow, p = a + r * aRow, s = b + r * bRow;
      let n = run;
      for (; n >= 4; n -= 4, q += 64, p += 64, s += 64) {
        add<At0>(q, p, s, rectify);
        add<At16>(q, p, s, rectify);
        add<At32>(q, p, s, rectify);
        add<At48>(q, p, s, rectify);
      }
      for (; n > 0; n--, q += 16, p += 16, s += 16) add<At0>(q, p, s, rectify);
    }
  }
}

// @ts-ignore: decorator
@inline
function pass<At>(to: usize, from: usize, gate: usize, open: bool, accumulate: bool): void {
  let v = gated<At>(from, gate, open);
  if (accumulate) v = f32x4.add(v128.load(to, offsetof<At>()), v);
  v128.store(to, v, offsetof<At>());
}

// @ts-ignore: decorator
@inline
function passRow(to: usize, from: usize, gate: usize, open: bool, accumulate: bool, n: u32): void {
  for (; n >= 4; n -= 4, to += 64, from += 64, gate += 64) {
    pass<At0>(to, from, gate, open, accumulate);
    pass<At16>(to, from, gate, open, accumulate);
    pass<At32>(to, from, gate, open, accumulate);
    pass<At48>(to, from, gate, open, accumulate);
  }
  for (; n > 0; n--, to += 16, from += 16, gate += 16) pass<At0>(to, from, gate, open, accumulate);
}

/** to = from, or to += from if `accumulate`, with from taken as 0 where gate <= 0 (gate 0: nowhere; a copy). */
export function images_gate(
  to: usize, toChannel: usize, toRow: usize, from: usize, fromChannel: usize, fromRow: usize,
  gate: usize, gateChannel: usize, gateRow: usize, channels: u32, rows: u32, run: u32, accumulate: i32,
): void {
  const open = gate == 0;
  for (let c: u32 = 0; c < channels; c++, to += toChannel, from += fromChannel, gate += gateChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      const q = to + r * toRow, p = from + r * fromRow, s = gate + r * gateRow;
      if (open) {
        if (accumulate) passRow(q, p, s, true, true, run);
        else passRow(q, p, s, true, false, run);
      } else if (accumulate) passRow(q, p, s, false, true, run);
      else passRow(q, p, s, false, false, run);
    }
  }
}

// @ts-ignore: decorator
@inline
function scale<At>(y: usize, x: usize, m: usize): void {
  v128.store(y, f32x4.mul(v128.load(x, offsetof<At>()), v128.load(m, offsetof<At>())), offsetof<At>());
}

/** y = x m, value by value. */
export function images_scale(
  y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize, m: usize, mChannel: usize, mRow: usize,
  channels: u32, rows: u32, run: u32,
): void {
  for (let c: u32 = 0; c < channels; c++, y += yChannel, x += xChannel, m += mChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      let q = y + r * yRow, p = x + r * xRow, s = m + r * mRow;
      let n = run;
      for (; n >= 4; n -= 4, q += 64, p += 64, s += 64) {
        scale<At0>(q, p, s);
        scale<At16>(q, p, s);
        scale<At32>(q, p, s);
        scale<At48>(q, p, s);
      }
      for (; n > 0; n--, q += 16, p += 16, s += 16) scale<At0>(q, p, s);
    }
  }
}

// @ts-ignore: decorator
@inline
function rectified<At>(y: usize, x: usize): void {
  v128.store(y, f32x4.pmax(v128.load(x, offsetof<At>()), f32x4.splat(0)), offsetof<At>());
}

/** y = max(x, 0); NaN stays NaN. */
export function images_relu(
  y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize, channels: u32, rows: u32, run: u32,
): void {
  for (let c: u32 = 0; c < channels; c++, y += yChannel, x += xChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      let q = y + r * yRow, p = x + r * xRow;
      let n = run;
      for (; n >= 4; n -= 4, q += 64, p += 64) {
        rectified<At0>(q, p);
        rectified<At16>(q, p);
        rectified<At32>(q, p);
        rectified<At48>(q, p);
      }
      for (; n > 0; n--, q += 16, p += 16) rectified<At0>(q, p);
    }
  }
}

/**
 * g[channel] = (`first`) or += the sum of dy over one panel: rows as in image.ts, added in order, then the four lanes
 * as (l0 + l2) + (l1 + l3). Padding lanes of dy hold 0.
 */
export function images_bias_gradient(
  g: usize, dy: usize, dyChannel: usize, dyRow: usize, channels: u32, rows: u32, run: u32, first: i32,
): void {
  for (let c: u32 = 0; c < channels; c++, dy += dyChannel, g += 4) {
    let s: v128 = f32x4.splat(0);
    for (let r: u32 = 0; r < rows; r++) s = f32x4.add(s, sumVectors(dy + r * dyRow, run));
    const sum = (f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 2)) + (f32x4.extract_lane(s, 1) + f32x4.extract_lane(s, 3));
    store<f32>(g, first ? sum : load<f32>(g) + sum);
  }
}

/** Zero in the lanes of y that are 0 in `lanes`, ~0 / 0 per valid / padding lane of a panel's P vectors. */
export function images_lanes(
  y: usize, yChannel: usize, yRow: usize, lanes: usize, channels: u32, rows: u32, columns: u32, vectors: u32,
): void {
  const last = <usize>vectors << 4;
  for (let c: u32 = 0; c < channels; c++, y += yChannel) {
    for (let r: u32 = 0; r < rows; r++) {
      let q = y + r * yRow;
      for (let i: u32 = 0; i < columns; i++) {
        for (let lane: usize = 0; lane < last; lane += 16, q += 16) {
          v128.store(q, v128.and(v128.load(q), v128.load(lanes + lane)));
        }
      }
    }
  }
}
