const round = Math.fround;

/** Below it, moments become 0. */
const TINY = round(1e-30);

const settled = (v: number): number => (Math.abs(v) < TINY ? 0 : v);

/** Settings of the twins of assembly/optimizer.ts. */
export interface Rule {
  readonly rate: number;
  readonly decay: number;
}

/** Updates of weights in place, one entry after another, every operation rounded to float32. */
export function sgd(w: Float32Array, g: Float32Array, mask: Float32Array | null, rule: Rule): void {
  for (let i = 0; i < w.length; i++) {
    if (mask?.[i] === 0) continue;
    const d = round(g[i]! + round(round(rule.decay) * w[i]!));
    w[i] = w[i]! - round(round(rule.rate) * d);
  }
}

export function momentum(
  w: Float32Array,
  g: Float32Array,
  v: Float32Array,
  mask: Float32Array | null,
  { rate, decay, beta }: Rule & { readonly beta: number },
): void {
  for (let i = 0; i < w.length; i++) {
    if (mask?.[i] === 0) continue;
    const d = round(g[i]! + round(round(decay) * w[i]!));
    v[i] = settled(round(round(round(beta) * v[i]!) + d));
    w[i] = w[i]! - round(round(rate) * v[i]!);
  }
}

/** `rate` is over the first correction, `scale2` one over the second. */
export function adam(
  w: Float32Array,
  g: Float32Array,
  m: Float32Array,
  v: Float32Array,
  mask: Float32Array | null,
  rule: Rule & Readonly<Record<'beta1' | 'beta2' | 'epsilon' | 'scale2', number>>,
): void {
  const [b1, b2] = [round(rule.beta1), round(rule.beta2)];
  const [r1, r2] = [round(1 - rule.beta1), round(1 - rule.beta2)];
  for (let i = 0; i < w.length; i++) {
    if (mask?.[i] === 0) continue;
    const d = round(g[i]! + round(round(rule.decay) * w[i]!));
    m[i] = settled(round(round(b1 * m[i]!) + round(r1 * d)));
    v[i] = settled(round(round(b2 * v[i]!) + round(round(r2 * d) * d)));
    const root = round(Math.sqrt(round(v[i]! * round(rule.scale2))));
    w[i] = w[i]! - round(round(round(rule.rate) * m[i]!) / round(root + round(rule.epsilon)));
  }
}
