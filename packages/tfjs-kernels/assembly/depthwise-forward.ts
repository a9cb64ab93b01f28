import { Geometry } from './patches';

/** Output channels `first` and on of one position, tap after tap, added up in y. */
// @ts-ignore: decorator
@inline
function tail(y: usize, image: usize, w: usize, g: Geometry, y0: i32, x0: i32, first: i32): void {
  const inputs = g.inChannels, outputs = g.outChannels, multiplier = outputs / inputs;
  for (let d = first; d < outputs; d++) store<f32>(y + (<usize>d << 2), 0);
  for (let ky = 0, iy = y0; ky < g.filterHeight; ky++, iy += g.dilationHeight) {
    if (<u32>iy >= <u32>g.inHeight) continue;
    for (let kx = 0, ix = x0; kx < g.filterWidth; kx++, ix += g.dilationWidth) {
      if (<u32>ix >= <u32>g.inWidth) continue;
      const from = image + ((<usize>((iy * g.inWidth + ix) * inputs)) << 2);
      const by = w + ((<usize>((ky * g.filterWidth + kx) * outputs)) << 2);
      for (let d = first; d < outputs; d++) {
        const at = <usize>d << 2;
        store<f32>(y + at, load<f32>(y + at) + load<f32>(from + (<usize>(d / multiplier) << 2)) * load<f32>(by + at));
      }
    }
  }
}

/** y = x convolved channel by channel, 16 channels at a time; layouts as in depthwise.ts. */
export function depthwise_forward(y: usize, x: usize, w: usize, geometry: usize): void {
  const g = changetype<Geometry>(geometry);
  const inputs = g.inChannels, outputs = g.outChannels;
  const line = <usize>(g.inWidth * inputs) << 2, tap = <usize>outputs << 2;
  let ox = 0, oy = 0;
  for (let p = 0; p < g.positions; p++, y += tap) {
    const x0 = ox * g.strideWidth - g.padLeft, y0 = oy * g.strideHeight - g.padTop;
    let d = 0;
    if (inputs == outputs) {
      for (; d + 16 <= outputs; d += 16) {
        let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
        let by = w + (<usize>d << 2);
        for (let ky = 0, iy = y0; ky < g.filterHeight; ky++, iy += g.dilationHeight) {
          const from = x + iy * line + (<usize>d << 2);
          for (let kx = 0, ix = x0; kx < g.filterWidth; kx++, ix += g.dilationWidth, by += tap) {
            if (<u32>iy >= <u32>g.inHeight || <u32>ix >= <u32>g.inWidth) continue;
            const at = from + ((<usize>(ix * inputs)) << 2);
            s0 = f32x4.add(s0, f32x4.mul(v128.load(at), v128.load(by)));
            s1 = f32x4.add(s1, f32x4.mul(v128.load(at, 16), v128.load(by, 16)));
            s2 = f32x4.add(s2, f32x4.mul(v128.load(at, 32), v128.load(by, 32)));
            s3 = f32x4.add(s3, f32x4.mul(v128.load(at, 48), v128.load(by, 48)));
          }
        }
        const to = y + (<usize>d << 2);
        v128.store(to, s0); v128.store(to, s1, 16); v128.store(to, s2, 32); v128.store(to, s3, 48);
      }
    }
    if (d < outputs) tail(y, x, w, g, y0, x0, d);
    if (++ox == g.outWidth) {
      ox = 0;
      if (++oy == g.outHeight) {
        oy = 0;
        x += g.inHeight * line;
      }
    }
  }
}
