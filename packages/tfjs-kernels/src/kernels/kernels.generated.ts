/**
 * Signatures of the kernels, made by scripts/kernels.ts; addresses and byte strides are numbers. Each is documented
 * where it is written, in assembly/.
 */
export interface Kernels {
  sgd(w: number, g: number, n: number, mask: number, rate: number, decay: number): void;
  momentum(w: number, g: number, v: number, n: number, mask: number, rate: number, beta: number, decay: number): void;
  adam(w: number, g: number, m: number, v: number, n: number, mask: number, rate: number, beta1: number, rest1: number, beta2: number, rest2: number, epsilon: number, scale2: number, decay: number): void;
  product(c: number, a: number, aRow: number, aColumn: number, b: number, bRow: number, bColumn: number, m: number, n: number, k: number, scratch: number): void;
  convolution_forward(y: number, x: number, w: number, geometry: number, rows: number, scratch: number): void;
  convolution_input_gradient(dx: number, dy: number, w: number, geometry: number, rows: number, scratch: number): void;
  convolution_filter_gradient(dw: number, x: number, dy: number, geometry: number, scratch: number): void;
  finish(y: number, rows: number, columns: number, bias: number, kind: number, slopes: number, slope: number): void;
  sum_columns(y: number, x: number, rows: number, columns: number, scale: number, sums: number): void;
  sum_rows(y: number, x: number, rows: number, columns: number, scale: number): void;
  segment_sum(y: number, x: number, ids: number, rows: number, inner: number, segments: number, sums: number): void;
  segment_sum_int(y: number, x: number, ids: number, rows: number, inner: number, segments: number): void;
  max_pool_gradient(dx: number, x: number, dy: number, geometry: number): void;
  depthwise_filter_gradient(dw: number, x: number, dy: number, geometry: number, part: number): void;
  depthwise_input_gradient(dx: number, dy: number, w: number, geometry: number): void;
  depthwise_forward(y: number, x: number, w: number, geometry: number): void;
  winograd_forward(y: number, x: number, w: number, geometry: number, tiles: number, back: number, scratch: number): void;
  winograd_filter_gradient(dw: number, x: number, dy: number, geometry: number, tiles: number, scratch: number): void;
}
