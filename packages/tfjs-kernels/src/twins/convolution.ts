/** Sizes of a convolution of channels-last images; filters are `[height][width][channel][output]`. */
export interface Sizes {
  readonly batch: number;
  readonly image: readonly [number, number, number];
  readonly filter: readonly [number, number];
  readonly outputs: number;
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Rows above and columns before the image. */
  readonly pads: readonly [number, number];
  readonly out: readonly [number, number];
}

/** Calls `term` with the flat indices of every product: of an image's number, a filter's, and an output's. */
export function eachProduct(
  { batch, image, filter, outputs, strides, dilations, pads, out }: Sizes,
  depthwise: boolean,
  term: (x: number, w: number, y: number) => void,
): void {
  const [height, width, channels] = image;
  const each = depthwise ? outputs * channels : outputs;
  for (let p = 0; p < batch * out[0] * out[1]; p++) {
    const [b, oy, ox] = [
      Math.floor(p / (out[0] * out[1])),
      Math.floor(p / out[1]) % out[0],
      p % out[1],
    ];
    for (let tap = 0; tap < filter[0] * filter[1]; tap++) {
      const iy = oy * strides[0] - pads[0] + Math.floor(tap / filter[1]) * dilations[0];
      const ix = ox * strides[1] - pads[1] + (tap % filter[1]) * dilations[1];
      if (iy < 0 || iy >= height || ix < 0 || ix >= width) continue;
      const pixel = ((b * height + iy) * width + ix) * channels;
      for (let c = 0; c < channels; c++) {
        for (let o = 0; o < outputs; o++) {
          const output = depthwise ? c * outputs + o : o;
          term(pixel + c, (tap * channels + c) * outputs + o, p * each + output);
        }
      }
    }
  }
}
