// Products of transformed data, one position of the tiles at a time. Transformed data are pairs of tile vectors,
// `[pair][channel][2 vectors]`, pairs `xPair` bytes apart.
import { madd, sumLanes } from './madd';

/** m[pair][4][2 vectors] = sum over channels of u[channel][4] x; tile 4 outputs x 2 vectors. */
export function winogradProduct(m: usize, u: usize, x: usize, xPair: usize, channels: u32, pairs: u32): void {
  const end = u + (<usize>channels << 4);
  for (let j: u32 = 0; j < pairs; j++) {
    let a0: v128 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
    let xp = x;
    for (let p = u; p < end; p += 16) {
      const v0 = v128.load(xp), v1 = v128.load(xp, 16);
      let w = v128.load_splat<f32>(p);
      a0 = madd(a0, w, v0); a1 = madd(a1, w, v1);
      w = v128.load_splat<f32>(p, 4);
      b0 = madd(b0, w, v0); b1 = madd(b1, w, v1);
      w = v128.load_splat<f32>(p, 8);
      c0 = madd(c0, w, v0); c1 = madd(c1, w, v1);
      w = v128.load_splat<f32>(p, 12);
      d0 = madd(d0, w, v0); d1 = madd(d1, w, v1);
      xp += 32;
    }
    v128.store(m, a0); v128.store(m, a1, 16);
    v128.store(m, b0, 32); v128.store(m, b1, 48);
    v128.store(m, c0, 64); v128.store(m, c1, 80);
    v128.store(m, d0, 96); v128.store(m, d1, 112);
    m += 128;
    x += xPair;
  }
}

// @ts-ignore: decorator
@inline
function keep(du: usize, sum: v128, first: bool): void {
  v128.store(du, first ? sum : f32x4.add(v128.load(du), sum));
}

/** du[channel][4] = (first) or += sums over tile vectors and lanes of y x; tile 4 outputs x 2 channels. */
export function winogradDots(du: usize, y: usize, yPair: usize, x: usize, xPair: usize, channels: u32, pairs: u32, first: bool): void {
  for (let c: u32 = 0; c < channels; c += 2) {
    let a0: v128 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
    let xp = x;
    let yp = y;
    for (let j: u32 = 0; j < pairs; j++) {
      let s = v128.load(xp), t = v128.load(xp, 32), v = v128.load(yp);
      a0 = madd(a0, v, s); a1 = madd(a1, v, t);
      v = v128.load(yp, 32);
      b0 = madd(b0, v, s); b1 = madd(b1, v, t);
      v = v128.load(yp, 64);
      c0 = madd(c0, v, s); c1 = madd(c1, v, t);
      v = v128.load(yp, 96);
      d0 = madd(d0, v, s); d1 = madd(d1, v, t);
      s = v128.load(xp, 16); t = v128.load(xp, 48); v = v128.load(yp, 16);
      a0 = madd(a0, v, s); a1 = madd(a1, v, t);
      v = v128.load(yp, 48);
      b0 = madd(b0, v, s); b1 = madd(b1, v, t);
      v = v128.load(yp, 80);
      c0 = madd(c0, v, s); c1 = madd(c1, v, t);
      v = v128.load(yp, 112);
      d0 = madd(d0, v, s); d1 = madd(d1, v, t);
      xp += xPair;
      yp += yPair;
    }
    keep(du, sumLanes(a0, b0, c0, d0), first);
    if (c + 1 < channels) keep(du + 16, sumLanes(a1, b1, c1, d1), first);
    du += 32;
    x += 64;
  }
}
