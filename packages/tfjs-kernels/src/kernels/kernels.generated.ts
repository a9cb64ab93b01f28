/**
 * Signatures of the kernels, made by scripts/kernels.ts; addresses and byte strides are numbers. Each is documented
 * where it is written, in assembly/.
 */
export interface Kernels {
  sgd(w: number, g: number, n: number, mask: number, rate: number, decay: number): void;
  momentum(w: number, g: number, v: number, n: number, mask: number, rate: number, beta: number, decay: number): void;
  adam(w: number, g: number, m: number, v: number, n: number, mask: number, rate: number, beta1: number, rest1: number, beta2: number, rest2: number, epsilon: number, scale2: number, decay: number): void;
}
