// 3 x 3 convolutions with stride 1 and padding 1 by Winograd's F(2 x 2, 3 x 3) and F(4 x 4, 3 x 3) ("f2", "f4"; Lavin
// and Gray 2016): N x N products for a tile of M x M results, N = M + 2. One call works on one panel of P = `vectors`,
// `band` tiles at a time. Images are addressed as in winograd-tiles.ts; weights are `[out/4][(dy, c, dx)][4]`, outputs
// padded to 4 with zeros; transformed weights and their gradients `[out/4][N x N][in][4]` with 64 bytes behind each
// `[in][4]`, so a range of outputs from a multiple of 4 is a call of its own. With pairs = ceil(band P / 2) and
// r(n) = 32 n + 64, n rounded up to 4, `scratch` has 5120 bytes for the weights, 2048 + N N (pairs (r(n) + 512) + 64) for
// images that are made from n channels, and 2048 + N N pairs (r(in) + r(out)) for the weight gradient. Nothing of it has
// to be kept or cleared between calls.
import { CONSTANTS, F2, F4, constants, gatherLine, weightLine } from './winograd-lines';
import { winogradDots, winogradProduct } from './winograd-products';
import { TILE, pairBytes, resultBand, transformBand } from './winograd-tiles';

/** Groups of four outputs between two transforms of results: their products stay in the second-level cache. */
const GROUPS: u32 = 4;

/** Bytes from one position of transformed weights to the next: inputs x 4, and a line against cache conflicts. */
// @ts-ignore: decorator
@inline
function slice(inputs: u32): usize {
  return (<usize>inputs << 4) + 64;
}

/** One 3 x 3 slice of weights, columns first, then rows. */
// @ts-ignore: decorator
@inline
function transformWeights<T>(to: usize, step: usize, half: usize, from: usize, row: usize, column: usize): void {
  const n: usize = offsetof<T>();
  for (let j: usize = 0; j < 3; j++) weightLine<T>(half + (j << 4), 48, from + j * column, row, half + CONSTANTS);
  for (let i: usize = 0; i < n; i++) weightLine<T>(to + i * n * step, step, half + i * 48, 16, half + CONSTANTS);
}

// @ts-ignore: decorator
@inline
function weights<T>(u: usize, w: usize, scratch: usize, inputs: u32, outputs: u32): void {
  const row: usize = <usize>inputs * 48;
  constants(scratch);
  for (let o: u32 = 0; o < outputs; o += 4) {
    for (let c: usize = 0; c < <usize>inputs; c++) {
      transformWeights<T>(u + (c << 4), slice(inputs), scratch, w + c * 48, row, 16);
    }
    w += 3 * row;
    u += offsetof<T>() * offsetof<T>() * slice(inputs);
  }
}

/** Weights for `winograd_forward`. */
export function winograd_weights_f2(u: usize, w: usize, scratch: usize, inputs: u32, outputs: u32): void {
  weights<F2>(u, w, scratch, inputs, outputs);
}
export function winograd_weights_f4(u: usize, w: usize, scratch: usize, inputs: u32, outputs: u32): void {
  weights<F4>(u, w, scratch, inputs, outputs);
}

// @ts-ignore: decorator
@inline
function turnedWeights<T>(u: usize, w: usize, scratch: usize, inputs: u32, outputs: u32): void {
  const positions: usize = offsetof<T>() * offsetof<T>();
  const row: usize = <usize>inputs * 48;
  const tiles = scratch + TILE;
  constants(scratch);
  for (let c: u32 = 0; c < inputs; c += 4) {
    for (let o: u32 = 0; o < outputs; o += 4) {
      const from = w + <usize>(o >> 2) * 3 * row + <usize>c * 48 + 2 * row + 32;
      for (let q: u32 = 0; q < 4; q++) {
        const tile = tiles + <usize>q * TILE;
        if (c + q < inputs) transformWeights<T>(tile, 16, scratch, from + <usize>q * 48, 0 - row, 0 - 16);
        else memory.fill(tile, 0, positions << 4);
      }
      for (let k: usize = 0; k < positions; k++) {
        const at = tiles + (k << 4);
        const s0 = v128.load(at), s1 = v128.load(at + TILE), s2 = v128.load(at + 2 * TILE), s3 = v128.load(at + 3 * TILE);
        const a = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), b = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7);
        const d = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), e = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
        const to = u + k * slice(outputs) + (<usize>o << 4);
        v128.store(to, v128.shuffle<f32>(a, d, 0, 1, 4, 5));
        if (o + 1 < outputs) v128.store(to, v128.shuffle<f32>(a, d, 2, 3, 6, 7), 16);
        if (o + 2 < outputs) v128.store(to, v128.shuffle<f32>(b, e, 0, 1, 4, 5), 32);
        if (o + 3 < outputs) v128.store(to, v128.shuffle<f32>(b, e, 2, 3, 6, 7), 48);
      }
    }
    u += positions * slice(outputs);
  }
}

/** Weights for `winograd_input_gradient`: turned by 180 degrees, inputs and outputs exchanged, `[in/4][N x N][out][4]`. */
export function winograd_turned_weights_f2(u: usize, w: usize, scratch: usize, inputs: u32, outputs: u32): void {
  turnedWeights<F2>(u, w, scratch, inputs, outputs);
}
export function winograd_turned_weights_f4(u: usize, w: usize, scratch: usize, inputs: u32, outputs: u32): void {
  turnedWeights<F4>(u, w, scratch, inputs, outputs);
}

// @ts-ignore: decorator
@inline
function convolve<T>(y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize, u: usize, bias: usize, relu: bool, gate: usize, gateChannel: usize, gateRow: usize, add: bool, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32): void {
  const m: u32 = offsetof<T>() - 2;
  const positions: usize = offsetof<T>() * offsetof<T>();
  const tiles = ((height + m - 1) / m) * ((width + m - 1) / m);
  const pair = pairBytes(inputs);
  const block = slice(inputs);
  constants(scratch);
  for (let first: u32 = 0; first < tiles; first += band) {
    const last = min(first + band, tiles);
    const pairs = ((last - first) * vectors + 1) >> 1;
    const data = scratch + 2 * TILE;
    const dataStep = pairs * pair;
    const products = data + positions * dataStep;
    const group: usize = <usize>pairs << 7;
    const productStep = GROUPS * group + 64;
    transformBand<T>(data, dataStep, scratch, x, xChannel, xRow, inputs, vectors, height, width, first, last, false);
    for (let o: u32 = 0; o < outputs; o += 4 * GROUPS) {
      const end = min(o + 4 * GROUPS, outputs);
      for (let k: usize = 0; k < positions; k++) {
        let to = products + k * productStep;
        let from = u + (<usize>(o >> 2) * positions + k) * block;
        for (let i = o; i < end; i += 4) {
          winogradProduct(to, from, data + k * dataStep, pair, inputs, pairs);
          to += group;
          from += positions * block;
        }
      }
      let from = products;
      for (let i = o; i < end; i += 4) {
        const above = gate ? gate + <usize>i * gateChannel : 0;
        resultBand<T>(y + <usize>i * yChannel, yChannel, yRow, from, productStep, scratch, bias ? bias + (<usize>i << 2) : 0, relu, above, gateChannel, gateRow, add, min(end - i, 4), vectors, height, width, first, last);
        from += group;
      }
    }
  }
}

/** y = bias (0 = none) + convolution of x, with ReLU or without. */
export function winograd_forward_f2(y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize, u: usize, bias: usize, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32, relu: i32): void {
  convolve<F2>(y, yChannel, yRow, x, xChannel, xRow, u, bias, relu != 0, 0, 0, 0, false, scratch, inputs, outputs, vectors, height, width, band);
}
export function winograd_forward_f4(y: usize, yChannel: usize, yRow: usize, x: usize, xChannel: usize, xRow: usize, u: usize, bias: usize, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32, relu: i32): void {
  convolve<F4>(y, yChannel, yRow, x, xChannel, xRow, u, bias, relu != 0, 0, 0, 0, false, scratch, inputs, outputs, vectors, height, width, band);
}

/**
 * dx = or, with `add`, += convolution of dy with turned weights; then zero where the image at gate is not above 0 (0 =
 * no gate). `inputs` are dx's channels, `outputs` dy's, as in the layer.
 */
export function winograd_input_gradient_f2(dx: usize, dxChannel: usize, dxRow: usize, dy: usize, dyChannel: usize, dyRow: usize, u: usize, gate: usize, gateChannel: usize, gateRow: usize, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32, add: i32): void {
  convolve<F2>(dx, dxChannel, dxRow, dy, dyChannel, dyRow, u, 0, false, gate, gateChannel, gateRow, add != 0, scratch, outputs, inputs, vectors, height, width, band);
}
export function winograd_input_gradient_f4(dx: usize, dxChannel: usize, dxRow: usize, dy: usize, dyChannel: usize, dyRow: usize, u: usize, gate: usize, gateChannel: usize, gateRow: usize, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32, add: i32): void {
  convolve<F4>(dx, dxChannel, dxRow, dy, dyChannel, dyRow, u, 0, false, gate, gateChannel, gateRow, add != 0, scratch, outputs, inputs, vectors, height, width, band);
}

// @ts-ignore: decorator
@inline
function weightGradient<T>(du: usize, dy: usize, dyChannel: usize, dyRow: usize, x: usize, xChannel: usize, xRow: usize, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32, add: i32): void {
  const m: u32 = offsetof<T>() - 2;
  const positions: usize = offsetof<T>() * offsetof<T>();
  const tiles = ((height + m - 1) / m) * ((width + m - 1) / m);
  const xPair = pairBytes(inputs), yPair = pairBytes(outputs);
  const block = slice(inputs);
  constants(scratch);
  for (let first: u32 = 0; first < tiles; first += band) {
    const last = min(first + band, tiles);
    const pairs = ((last - first) * vectors + 1) >> 1;
    const data = scratch + 2 * TILE;
    const xStep = pairs * xPair, yStep = pairs * yPair;
    const slopes = data + positions * xStep;
    transformBand<T>(data, xStep, scratch, x, xChannel, xRow, inputs, vectors, height, width, first, last, false);
    transformBand<T>(slopes, yStep, scratch, dy, dyChannel, dyRow, outputs, vectors, height, width, first, last, true);
    for (let k: usize = 0; k < positions; k++) {
      let to = du + k * block;
      let from = slopes + k * yStep;
      for (let o: u32 = 0; o < outputs; o += 4) {
        winogradDots(to, from, yPair, data + k * xStep, xPair, inputs, pairs, first == 0 && !add);
        to += positions * block;
        from += 128;
      }
    }
  }
}

/** du = or, with `add`, += the gradient of the transformed weights from one panel. */
export function winograd_weight_gradient_f2(du: usize, dy: usize, dyChannel: usize, dyRow: usize, x: usize, xChannel: usize, xRow: usize, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32, add: i32): void {
  weightGradient<F2>(du, dy, dyChannel, dyRow, x, xChannel, xRow, scratch, inputs, outputs, vectors, height, width, band, add);
}
export function winograd_weight_gradient_f4(du: usize, dy: usize, dyChannel: usize, dyRow: usize, x: usize, xChannel: usize, xRow: usize, scratch: usize, inputs: u32, outputs: u32, vectors: u32, height: u32, width: u32, band: u32, add: i32): void {
  weightGradient<F4>(du, dy, dyChannel, dyRow, x, xChannel, xRow, scratch, inputs, outputs, vectors, height, width, band, add);
}

// @ts-ignore: decorator
@inline
function gather<T>(g: usize, du: usize, scratch: usize, inputs: u32, outputs: u32): void {
  const n: usize = offsetof<T>();
  const step = slice(inputs);
  const row: usize = <usize>inputs * 48;
  constants(scratch);
  for (let o: u32 = 0; o < outputs; o += 4) {
    for (let c: usize = 0; c < <usize>inputs; c++) {
      const from = du + (c << 4), to = g + c * 48;
      for (let j: usize = 0; j < n; j++) gatherLine<T>(scratch + (j << 4), n << 4, from + j * step, n * step, scratch + CONSTANTS);
      for (let i: usize = 0; i < 3; i++) gatherLine<T>(to + i * row, 16, scratch + ((i * n) << 4), 16, scratch + CONSTANTS);
    }
    du += n * n * step;
    g += 3 * row;
  }
}

/** g, in the layout of the weights, from du. */
export function winograd_gather_f2(g: usize, du: usize, scratch: usize, inputs: u32, outputs: u32): void {
  gather<F2>(g, du, scratch, inputs, outputs);
}
export function winograd_gather_f4(g: usize, du: usize, scratch: usize, inputs: u32, outputs: u32): void {
  gather<F4>(g, du, scratch, inputs, outputs);
}
