// Gradients of convolutions channel by channel. Output channel d reads input channel d / multiplier; filters are
// [filter row][filter column][output channel], images channels last, `geometry` is a Geometry.
import { Geometry } from './patches';

/** Adds to part (a filter) what `image` and `dy`, both of one example, give. */
function addExample(part: usize, image: usize, dy: usize, g: Geometry): void {
  const inputs = g.inChannels, outputs = g.outChannels, multiplier = outputs / inputs;
  const xStep = (<usize>(g.strideWidth * inputs)) << 2, yStep = <usize>outputs << 2;
  for (let oy = 0; oy < g.outHeight; oy++) {
    for (let ky = 0; ky < g.filterHeight; ky++) {
      const iy = oy * g.strideHeight - g.padTop + ky * g.dilationHeight;
      if (iy < 0 || iy >= g.inHeight) continue;
      for (let kx = 0; kx < g.filterWidth; kx++) {
        const shift = kx * g.dilationWidth - g.padLeft;
        let first = 0;
        if (shift < 0) first = (g.strideWidth - 1 - shift) / g.strideWidth;
        const room = g.inWidth - 1 - shift;
        if (room < 0) continue;
        const last = min(g.outWidth - 1, room / g.strideWidth);
        const x = image + ((<usize>((iy * g.inWidth + first * g.strideWidth + shift) * inputs)) << 2);
        const y = dy + ((<usize>((oy * g.outWidth + first) * outputs)) << 2);
        const to = part + ((<usize>((ky * g.filterWidth + kx) * outputs)) << 2);
        let d = 0;
        if (multiplier == 1) {
          for (; d + 4 <= outputs; d += 4) {
            const at = <usize>d << 2;
            let sum = f32x4.splat(0), xp = x + at, yp = y + at;
            for (let ox = first; ox <= last; ox++, xp += xStep, yp += yStep) {
              sum = f32x4.add(sum, f32x4.mul(v128.load(xp), v128.load(yp)));
            }
            v128.store(to + at, f32x4.add(v128.load(to + at), sum));
          }
        }
        for (; d < outputs; d++) {
          let sum: f32 = 0, xp = x + (<usize>(d / multiplier) << 2), yp = y + (<usize>d << 2);
          for (let ox = first; ox <= last; ox++, xp += xStep, yp += yStep) sum += load<f32>(xp) * load<f32>(yp);
          const at = to + (<usize>d << 2);
          store<f32>(at, load<f32>(at) + sum);
        }
      }
    }
  }
}

/** dw (0 on entry) += the filter's gradient, example by example. `part` holds a filter. */
export function depthwise_filter_gradient(dw: usize, x: usize, dy: usize, geometry: usize, part: usize): void {
  const g = changetype<Geometry>(geometry);
  const size = <usize>(g.filterHeight * g.filterWidth * g.outChannels) << 2;
  const area = g.outHeight * g.outWidth;
  for (let p = 0; p < g.positions; p += area) {
    memory.fill(part, 0, size);
    addExample(part, x, dy, g);
    for (let i: usize = 0; i < size; i += 4) store<f32>(dw + i, load<f32>(dw + i) + load<f32>(part + i));
    x += <usize>(g.inHeight * g.inWidth * g.inChannels) << 2;
    dy += <usize>(area * g.outChannels) << 2;
  }
}

/** dx (0 on entry) += the sum of dy times the filter over all positions that read a pixel. */
export function depthwise_input_gradient(dx: usize, dy: usize, w: usize, geometry: usize): void {
  const g = changetype<Geometry>(geometry);
  const inputs = g.inChannels, outputs = g.outChannels, multiplier = outputs / inputs;
  let ox = 0, oy = 0, batch = 0;
  for (let p = 0; p < g.positions; p++, dy += <usize>outputs << 2) {
    for (let ky = 0; ky < g.filterHeight; ky++) {
      const iy = oy * g.strideHeight - g.padTop + ky * g.dilationHeight;
      if (iy < 0 || iy >= g.inHeight) continue;
      for (let kx = 0; kx < g.filterWidth; kx++) {
        const ix = ox * g.strideWidth - g.padLeft + kx * g.dilationWidth;
        if (ix < 0 || ix >= g.inWidth) continue;
        const to = dx + ((<usize>(((batch * g.inHeight + iy) * g.inWidth + ix) * inputs)) << 2);
        const wp = w + ((<usize>((ky * g.filterWidth + kx) * outputs)) << 2);
        let c = 0;
        if (multiplier == 1) {
          for (; c + 4 <= inputs; c += 4) {
            const at = <usize>c << 2;
            v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(dy + at), v128.load(wp + at))));
          }
        }
        for (; c < inputs; c++) {
          let sum: f32 = 0;
          for (let d = c * multiplier; d < (c + 1) * multiplier; d++) {
            sum += load<f32>(dy + (<usize>d << 2)) * load<f32>(wp + (<usize>d << 2));
          }
          const at = to + (<usize>c << 2);
          store<f32>(at, load<f32>(at) + sum);
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
