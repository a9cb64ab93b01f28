import { Geometry } from './patches';

/** y = x convolved channel by channel; layouts as in depthwise.ts. Adds tap after tap to the outputs of a position. */
export function depthwise_forward(y: usize, x: usize, w: usize, geometry: usize): void {
  const g = changetype<Geometry>(geometry);
  const inputs = g.inChannels, outputs = g.outChannels, multiplier = outputs / inputs;
  let ox = 0, oy = 0, batch = 0;
  for (let p = 0; p < g.positions; p++, y += <usize>outputs << 2) {
    memory.fill(y, 0, <usize>outputs << 2);
    for (let ky = 0; ky < g.filterHeight; ky++) {
      const iy = oy * g.strideHeight - g.padTop + ky * g.dilationHeight;
      if (iy < 0 || iy >= g.inHeight) continue;
      for (let kx = 0; kx < g.filterWidth; kx++) {
        const ix = ox * g.strideWidth - g.padLeft + kx * g.dilationWidth;
        if (ix < 0 || ix >= g.inWidth) continue;
        const from = x + ((<usize>(((batch * g.inHeight + iy) * g.inWidth + ix) * inputs)) << 2);
        const by = w + ((<usize>((ky * g.filterWidth + kx) * outputs)) << 2);
        let d = 0;
        if (multiplier == 1) {
          for (; d + 4 <= outputs; d += 4) {
            const at = <usize>d << 2;
            v128.store(y + at, f32x4.add(v128.load(y + at), f32x4.mul(v128.load(from + at), v128.load(by + at))));
          }
        }
        for (; d < outputs; d++) {
          const at = <usize>d << 2;
          store<f32>(y + at, load<f32>(y + at) + load<f32>(from + (<usize>(d / multiplier) << 2)) * load<f32>(by + at));
        }
      }
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
