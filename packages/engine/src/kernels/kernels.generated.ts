/**
 * Signatures of the kernels, without the flavour suffix, made by scripts/interface.ts; pointers and byte strides
 * are numbers. Each is documented where it is written, in assembly/.
 */
export interface Kernels {
  dense_forward_p1(y: number, w: number, bias: number, x: number, list: number, count: number, pairs: number, inputs: number, relu: number): void;
  dense_forward_p4(y: number, w: number, bias: number, x: number, list: number, count: number, pairs: number, inputs: number, relu: number): void;
  dense_forward_p5(y: number, w: number, bias: number, x: number, list: number, count: number, pairs: number, inputs: number, relu: number): void;
  dense_input_gradient_p1(dx: number, w: number, dy: number, pairs: number, inputs: number, gate: number): void;
  dense_input_gradient_p4(dx: number, w: number, dy: number, pairs: number, inputs: number, gate: number): void;
  dense_input_gradient_p5(dx: number, w: number, dy: number, pairs: number, inputs: number, gate: number): void;
  dense_weight_gradient_p1(g: number, dy: number, x: number, list: number, count: number, pairs: number, inputs: number, panels: number, dyPanel: number, xPanel: number): void;
  dense_weight_gradient_p4(g: number, dy: number, x: number, list: number, count: number, pairs: number, inputs: number, panels: number, dyPanel: number, xPanel: number): void;
  dense_weight_gradient_p5(g: number, dy: number, x: number, list: number, count: number, pairs: number, inputs: number, panels: number, dyPanel: number, xPanel: number): void;
  sparse_product_p1(y: number, values: number, columns: number, starts: number, rows: number, bias: number, x: number, relu: number, gate: number): void;
  sparse_product_p4(y: number, values: number, columns: number, starts: number, rows: number, bias: number, x: number, relu: number, gate: number): void;
  sparse_product_p5(y: number, values: number, columns: number, starts: number, rows: number, bias: number, x: number, relu: number, gate: number): void;
  sparse_weight_gradient_p1(g: number, columns: number, starts: number, rows: number, dy: number, x: number, panels: number, dyPanel: number, xPanel: number): void;
  sparse_weight_gradient_p4(g: number, columns: number, starts: number, rows: number, dy: number, x: number, panels: number, dyPanel: number, xPanel: number): void;
  sparse_weight_gradient_p5(g: number, columns: number, starts: number, rows: number, dy: number, x: number, panels: number, dyPanel: number, xPanel: number): void;
  sparse_permute(out: number, values: number, order: number, count: number): void;
  input_entries_u8(bytes: number, rowBytes: number, lanes: number, features: number, table: number, entries: number, starts: number, featureList: number, featureCounts: number, featureStride: number, gradientRow: number): void;
  input_entries_f32(inputs: number, rowBytes: number, lanes: number, features: number, entries: number, starts: number, featureList: number, featureCounts: number, featureStride: number, gradientRow: number): void;
  input_dense_forward_o32(y: number, yRow: number, w: number, outputs: number, bias: number, entries: number, starts: number, lanes: number): void;
  input_dense_forward_o16(y: number, yRow: number, w: number, outputs: number, bias: number, entries: number, starts: number, lanes: number): void;
  input_dense_gradient_o32(g: number, gRow: number, dy: number, list: number, counts: number, stride: number, features: number): void;
  input_dense_gradient_o16(g: number, gRow: number, dy: number, list: number, counts: number, stride: number, features: number): void;
  input_rows_f32(entries: number, starts: number, lanes: number, features: number, x: number, xRow: number, used: number, flags: number, panelList: number, panelCounts: number, panelStride: number, panels: number, perPanel: number): void;
  input_rows_u8(bytes: number, rowBytes: number, features: number, high: number, low: number, x: number, xRow: number, used: number, flags: number, panelList: number, panelCounts: number, panelStride: number, panels: number, perPanel: number): void;
  input_clear(x: number, xRow: number, list: number, count: number, perPanel: number): void;
  input_sparse_forward_p1(y: number, values: number, rows: number, starts: number, x: number, xRow: number, list: number, count: number): void;
  input_sparse_forward_p4(y: number, values: number, rows: number, starts: number, x: number, xRow: number, list: number, count: number): void;
  input_sparse_forward_p5(y: number, values: number, rows: number, starts: number, x: number, xRow: number, list: number, count: number): void;
  input_sparse_gradient_p1(g: number, rows: number, starts: number, dy: number, x: number, xRow: number, list: number, count: number): void;
  input_sparse_gradient_p4(g: number, rows: number, starts: number, dy: number, x: number, xRow: number, list: number, count: number): void;
  input_sparse_gradient_p5(g: number, rows: number, starts: number, dy: number, x: number, xRow: number, list: number, count: number): void;
  clear(at: number, n: number): void;
  bias_fill(y: number, bias: number, rows: number, vectors: number): void;
  relu(y: number, n: number): void;
  bias_gradient(g: number, dy: number, rows: number, vectors: number, panels: number, panelBytes: number): void;
  transpose(to: number, toRow: number, from: number, fromRow: number, rows: number, columns: number, relu: number): void;
  softmax_cross_entropy(logits: number, targets: number, losses: number, correct: number, gradient: number, classes: number, vectors: number, scale: number): void;
  sgd(w: number, g: number, n: number, mask: number, rate: number, weightDecay: number): void;
  momentum(w: number, g: number, v: number, n: number, mask: number, rate: number, beta: number, weightDecay: number): void;
  adam(w: number, g: number, m: number, v: number, n: number, mask: number, rate: number, beta1: number, rest1: number, beta2: number, rest2: number, epsilon: number, weightDecay: number): void;
}
