import { Geometry } from './patches';

/**
 * Adds dy to dx (0 on entry) at the first of the largest numbers of every window of x, in row order. A window of nothing
 * above -Infinity gives nothing. Images are channels last; `geometry` has as many inputs as outputs.
 */
export function max_pool_gradient(dx: usize, x: usize, dy: usize, geometry: usize): void {
  const g = changetype<Geometry>(geometry);
  const channels = g.inChannels, pixel = <usize>channels << 2;
  let ox = 0, oy = 0, batch = 0;
  for (let p = 0; p < g.positions; p++, dy += pixel) {
    const x0 = ox * g.strideWidth - g.padLeft, y0 = oy * g.strideHeight - g.padTop;
    const kx0 = max(0, -x0), kx1 = min(g.filterWidth, g.inWidth - x0);
    const ky0 = max(0, -y0), ky1 = min(g.filterHeight, g.inHeight - y0);
    const corner = ((batch * g.inHeight + y0) * g.inWidth + x0) * <i32>pixel;
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = corner + (c << 2);
      let best = f32x4.splat(-Infinity), where = i32x4.splat(-1);
      for (let ky = ky0; ky < ky1; ky++) {
        for (let kx = kx0; kx < kx1; kx++) {
          const tap = (ky * g.inWidth + kx) * <i32>pixel;
          const v = v128.load(x + at + tap), above = f32x4.gt(v, best);
          best = v128.bitselect(v, best, above);
          where = v128.bitselect(i32x4.splat(tap), where, above);
        }
      }
      const d = v128.load(dy + (<usize>c << 2));
      for (let ky = ky0; ky < ky1; ky++) {
        for (let kx = kx0; kx < kx1; kx++) {
          const tap = (ky * g.inWidth + kx) * <i32>pixel, to = dx + at + tap;
          v128.store(to, f32x4.add(v128.load(to), v128.and(d, i32x4.eq(where, i32x4.splat(tap)))));
        }
      }
    }
    for (; c < channels; c++) {
      const at = corner + (c << 2);
      let best: f32 = -Infinity, where = -1;
      for (let ky = ky0; ky < ky1; ky++) {
        for (let kx = kx0; kx < kx1; kx++) {
          const tap = (ky * g.inWidth + kx) * <i32>pixel;
          const v = load<f32>(x + at + tap);
          if (v > best) {
            best = v;
            where = tap;
          }
        }
      }
      const to = dx + at + where;
      if (where >= 0) store<f32>(to, load<f32>(to) + load<f32>(dy + (<usize>c << 2)));
    }
    if (++ox == g.outWidth) {
      ox = 0;
      if (++oy == g.outHeight) {
        oy = 0;
        batch++;
      }
    }
  }
}
