import { Geometry } from './patches';

/** y = x convolved channel by channel; layouts as in depthwise.ts. */
export function depthwise_forward(y: usize, x: usize, w: usize, geometry: usize): void {
  const g = changetype<Geometry>(geometry);
  const inputs = g.inChannels, outputs = g.outChannels, multiplier = outputs / inputs;
  let ox = 0, oy = 0, batch = 0;
  for (let p = 0; p < g.positions; p++, y += <usize>outputs << 2) {
    const x0 = ox * g.strideWidth - g.padLeft, y0 = oy * g.strideHeight - g.padTop;
    let d = 0;
    if (multiplier == 1) {
      for (; d + 4 <= outputs; d += 4) {
        let sum = f32x4.splat(0);
        for (let ky = 0, iy = y0; ky < g.filterHeight; ky++, iy += g.dilationHeight) {
          if (iy < 0 || iy >= g.inHeight) continue;
          for (let kx = 0, ix = x0; kx < g.filterWidth; kx++, ix += g.dilationWidth) {
            if (ix < 0 || ix >= g.inWidth) continue;
            const from = x + ((<usize>(((batch * g.inHeight + iy) * g.inWidth + ix) * inputs + d)) << 2);
            const by = w + ((<usize>((ky * g.filterWidth + kx) * outputs + d)) << 2);
            sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(by)));
          }
        }
        v128.store(y + (<usize>d << 2), sum);
      }
    }
    for (; d < outputs; d++) {
      let sum: f32 = 0;
      for (let ky = 0, iy = y0; ky < g.filterHeight; ky++, iy += g.dilationHeight) {
        if (iy < 0 || iy >= g.inHeight) continue;
        for (let kx = 0, ix = x0; kx < g.filterWidth; kx++, ix += g.dilationWidth) {
          if (ix < 0 || ix >= g.inWidth) continue;
          const from = x + ((<usize>(((batch * g.inHeight + iy) * g.inWidth + ix) * inputs + d / multiplier)) << 2);
          const by = w + ((<usize>((ky * g.filterWidth + kx) * outputs + d)) << 2);
          sum += load<f32>(from) * load<f32>(by);
        }
      }
      store<f32>(y + (<usize>d << 2), sum);
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
