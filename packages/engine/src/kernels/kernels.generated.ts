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
  norm_statistics(parts: number, x: number, xChannel: number, xRow: number, channels: number, rows: number, columns: number, vectors: number, lanes: number, n: number): void;
  norm_combine(parts: number, partsPanel: number, counts: number, panels: number, channels: number, scale: number, shift: number, a: number, b: number, mean: number, invstd: number, runningMean: number, runningVar: number, momentum: number, epsilon: number): void;
  norm_running(a: number, b: number, scale: number, shift: number, runningMean: number, runningVar: number, channels: number, epsilon: number): void;
  norm_apply(y: number, yChannel: number, yRow: number, x: number, xChannel: number, xRow: number, skip: number, skipChannel: number, skipRow: number, a: number, b: number, channels: number, rows: number, run: number, relu: number): void;
  norm_gradient_sums(sums: number, dy: number, dyChannel: number, dyRow: number, gate: number, gateChannel: number, gateRow: number, x: number, xChannel: number, xRow: number, mean: number, invstd: number, channels: number, rows: number, run: number): void;
  norm_gradient_combine(sums: number, sumsPanel: number, panels: number, channels: number, n: number, scale: number, mean: number, invstd: number, gScale: number, gShift: number, a: number, b: number, c: number): void;
  norm_gradient_apply(dx: number, dxChannel: number, dxRow: number, dskip: number, dskipChannel: number, dskipRow: number, mode: number, dy: number, dyChannel: number, dyRow: number, gate: number, gateChannel: number, gateRow: number, x: number, xChannel: number, xRow: number, a: number, b: number, c: number, channels: number, rows: number, columns: number, vectors: number, lanes: number): void;
  max_pool_forward(y: number, yChannel: number, yRow: number, x: number, xChannel: number, xRow: number, channels: number, rows: number, columns: number, vectors: number, size: number): void;
  max_pool_backward(dx: number, dxChannel: number, dxRow: number, x: number, xChannel: number, xRow: number, y: number, yChannel: number, yRow: number, dy: number, dyChannel: number, dyRow: number, channels: number, rows: number, columns: number, vectors: number, size: number, gate: number): void;
  average_pool_forward(y: number, yChannel: number, yRow: number, x: number, xChannel: number, xRow: number, channels: number, rows: number, columns: number, vectors: number, size: number): void;
  average_pool_backward(dx: number, dxChannel: number, dxRow: number, dy: number, dyChannel: number, dyRow: number, channels: number, rows: number, columns: number, vectors: number, size: number): void;
  global_average_forward(y: number, x: number, xChannel: number, xRow: number, channels: number, rows: number, columns: number, vectors: number): void;
  global_average_backward(dx: number, dxChannel: number, dxRow: number, dy: number, channels: number, rows: number, columns: number, vectors: number): void;
  images_add(y: number, yChannel: number, yRow: number, a: number, aChannel: number, aRow: number, b: number, bChannel: number, bRow: number, channels: number, rows: number, run: number, relu: number): void;
  images_gate(to: number, toChannel: number, toRow: number, from: number, fromChannel: number, fromRow: number, gate: number, gateChannel: number, gateRow: number, channels: number, rows: number, run: number, accumulate: number): void;
  images_scale(y: number, yChannel: number, yRow: number, x: number, xChannel: number, xRow: number, m: number, mChannel: number, mRow: number, channels: number, rows: number, run: number): void;
  images_relu(y: number, yChannel: number, yRow: number, x: number, xChannel: number, xRow: number, channels: number, rows: number, run: number): void;
  images_bias_gradient(g: number, dy: number, dyChannel: number, dyRow: number, channels: number, rows: number, run: number, first: number): void;
  images_lanes(y: number, yChannel: number, yRow: number, lanes: number, channels: number, rows: number, columns: number, vectors: number): void;
  repanel_features(to: number, toPanel: number, toPanels: number, toVectors: number, x: number, xChannel: number, xRow: number, channels: number, rows: number, columns: number, vectors: number, panel: number): void;
  repanel_images(dx: number, dxChannel: number, dxRow: number, gate: number, gateChannel: number, gateRow: number, from: number, fromPanel: number, fromPanels: number, fromVectors: number, channels: number, rows: number, columns: number, vectors: number, panel: number): void;
  phases_split(q: number, qPhase: number, qChannel: number, qRow: number, x: number, xChannel: number, xRow: number, channels: number, rows: number, columns: number, vectors: number, stride: number, phases: number, pad: number): void;
  phases_join(dx: number, dxChannel: number, dxRow: number, gate: number, gateChannel: number, gateRow: number, q: number, qPhase: number, qChannel: number, qRow: number, channels: number, rows: number, columns: number, vectors: number, stride: number, phases: number, pad: number, accumulate: number): void;
}
