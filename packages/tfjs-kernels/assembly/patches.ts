// What a convolution reads of an image, as rows of a matrix: row p is output position p, columns are
// [filter row][filter column][channel].

/** Sizes of one convolution, as JavaScript writes them: 32-bit words in this order. */
@unmanaged
export class Geometry {
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  padTop: i32;
  padLeft: i32;
  /** batch x outHeight x outWidth */
  positions: i32;
}

// @ts-ignore: decorator
@inline
function clear(to: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16) v128.store(to, f32x4.splat(0));
  for (; to < end; to += 4) store<f32>(to, 0);
}

// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, v128.load(from));
  for (; to < end; to += 4, from += 4) store<f32>(to, load<f32>(from));
}

// @ts-ignore: decorator
@inline
function addTo(to: usize, from: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  for (; to < end; to += 4, from += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
}

/** One filter row of one position: copies it from the image into the patch, or adds the patch to the image. */
// @ts-ignore: decorator
@inline
function filterRow(patch: usize, line: usize, ix: i32, g: Geometry, back: bool): void {
  const pixel = <usize>g.inChannels << 2;
  if (g.dilationWidth == 1) {
    const before = min(max(-ix, 0), g.filterWidth);
    const after = max(min(g.inWidth - ix, g.filterWidth), before);
    const inside = patch + before * pixel, image = line + (ix + before) * pixel;
    if (back) addTo(image, inside, (after - before) * pixel);
    else {
      if (before > 0) clear(patch, before * pixel);
      copy(inside, image, (after - before) * pixel);
      if (after < g.filterWidth) clear(patch + after * pixel, (g.filterWidth - after) * pixel);
    }
    return;
  }
  for (let kx = 0; kx < g.filterWidth; kx++, ix += g.dilationWidth, patch += pixel) {
    const valid = ix >= 0 && ix < g.inWidth;
    if (back) {
      if (valid) addTo(line + ix * pixel, patch, pixel);
    } else if (valid) copy(patch, line + ix * pixel, pixel);
    else clear(patch, pixel);
  }
}

// @ts-ignore: decorator
@inline
function walk(patches: usize, image: usize, g: Geometry, first: i32, count: i32, back: bool): void {
  const pixel = <usize>g.inChannels << 2;
  const rowBytes = g.filterWidth * pixel;
  let ox = first % g.outWidth;
  let oy = (first / g.outWidth) % g.outHeight;
  let batch = first / (g.outWidth * g.outHeight);
  for (let p = 0; p < count; p++) {
    const ix = ox * g.strideWidth - g.padLeft;
    let iy = oy * g.strideHeight - g.padTop;
    for (let ky = 0; ky < g.filterHeight; ky++, iy += g.dilationHeight, patches += rowBytes) {
      if (iy < 0 || iy >= g.inHeight) {
        if (!back) clear(patches, rowBytes);
      } else filterRow(patches, image + (batch * g.inHeight + iy) * g.inWidth * pixel, ix, g, back);
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

/** Rows `first` to `first + count` of the matrix, from an image; 0 outside of it. */
export function gather(patches: usize, image: usize, g: Geometry, first: i32, count: i32): void {
  walk(patches, image, g, first, count, false);
}

/** Adds those rows to the image's gradient; what lies outside is dropped. */
export function scatter(image: usize, patches: usize, g: Geometry, first: i32, count: i32): void {
  walk(patches, image, g, first, count, true);
}
