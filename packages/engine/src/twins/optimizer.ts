/** Twins of assembly/optimizer.ts, exact to the bit: every operation is rounded to float32. */

const f = Math.fround;

/** What all update rules read: gradients, survivors as ~0 / 0 words or null for all, and coefficients. */
export interface Update {
  readonly g: Float32Array;
  readonly mask: Int32Array | null;
  readonly rate: number;
  readonly weightDecay: number;
}

/** g + decay w, and 0 for removed weights. */
function gradientAt(w: number, i: number, { g, mask, weightDecay }: Update): number {
  return mask !== null && mask[i] === 0 ? 0 : f(g[i]! + f(f(weightDecay) * w));
}

/** w -= rate g. */
export function sgd(w: Float32Array, update: Update): void {
  for (let i = 0; i < w.length; i++) {
    w[i] = w[i]! - f(f(update.rate) * gradientAt(w[i]!, i, update));
  }
}

/** v = beta v + g; w -= rate v. */
export function momentum(w: Float32Array, v: Float32Array, beta: number, update: Update): void {
  for (let i = 0; i < w.length; i++) {
    v[i] = f(f(beta) * v[i]!) + gradientAt(w[i]!, i, update);
    w[i] = w[i]! - f(f(update.rate) * v[i]!);
  }
}

/** Moments smaller than this become 0. */
export const TINY = f(1e-30);

/** m = b1 m + r1 g; v = b2 v + r2 g g; w -= rate m / (sqrt(v) + epsilon). */
export function adam(
  w: Float32Array,
  m: Float32Array,
  v: Float32Array,
  coefficients: { beta1: number; rest1: number; beta2: number; rest2: number; epsilon: number },
  update: Update,
): void {
  const { beta1, rest1, beta2, rest2, epsilon } = coefficients;
  for (let i = 0; i < w.length; i++) {
    const d = gradientAt(w[i]!, i, update);
    const m1 = f(f(f(beta1) * m[i]!) + f(f(rest1) * d));
    const v1 = f(f(f(beta2) * v[i]!) + f(f(f(rest2) * d) * d));
    m[i] = Math.abs(m1) >= TINY ? m1 : 0;
    v[i] = v1 >= TINY ? v1 : 0;
    w[i] = w[i]! - f(f(f(update.rate) * m[i]!) / f(f(Math.sqrt(v[i]!)) + f(epsilon)));
  }
}
