/** Twin of assembly/head.ts, exact to the bit for logits that are finite: every operation is rounded to float32. */

const f = Math.fround;
// Literals as in the kernel, which the twin has to repeat to the bit.
const LOG2E = f(1.4426950408889634); // oxlint-disable-line oxc/approx-constant
const LN2 = f(0.6931471805599453); // oxlint-disable-line oxc/approx-constant
const bitsOf = new Int32Array(1);
const floatOf = new Float32Array(bitsOf.buffer);

function fromBits(bits: number): number {
  bitsOf[0] = bits;
  return floatOf[0]!;
}

function toBits(x: number): number {
  floatOf[0] = x;
  return bitsOf[0]!;
}

/** Coefficients highest first, p = p r + c, both operations rounded. */
const polynomial = (r: number, coefficients: readonly number[]): number =>
  coefficients.map(f).reduce((p, c) => f(f(p * r) + c));

/** Nearest whole number, halves to the even one. */
function nearest(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** exp(x) for x <= 0; below -87 it is exp(-87). */
export function exp(x: number): number {
  const z = x < -87 ? -87 : x;
  const n = nearest(f(z * LOG2E));
  const high = f(z - f(n * f(0.693359375)));
  const r = f(high - f(n * f(-2.1219444e-4)));
  const p = polynomial(r, [1 / 720, 1 / 120, 1 / 24, 1 / 6, 0.5, 1, 1]);
  return f(p * fromBits((n + 127) << 23));
}

/** log(x) for normal x. */
export function log(x: number): number {
  const bits = (toBits(x) - 0x3f3504f3) | 0;
  const e = bits >> 23;
  const a = f(fromBits((bits & 0x007fffff) + 0x3f3504f3) - 1);
  const s = f(a / f(2 + a));
  const p = polynomial(f(s * s), [2 / 9, 2 / 7, 2 / 5, 2 / 3, 2]);
  return f(f(e * LN2) + f(p * s));
}

/** Loss, correctness and, unless null, (softmax - onehot) scale of one panel `[classes][lanes]`; target -1 is padding. */
export function softmaxCrossEntropy(
  logits: Float32Array,
  targets: Int32Array,
  losses: Float32Array,
  correct: Int32Array,
  gradient: Float32Array | null,
  { classes, lanes, scale }: { classes: number; lanes: number; scale: number },
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const target = targets[lane]!;
    const z = Array.from({ length: classes }, (_, c) => logits[c * lanes + lane]!);
    let best = 0;
    for (let c = 1; c < classes; c++) if (z[c]! > z[best]!) best = c;
    const shifted = z.map((v) => exp(f(v - z[best]!)));
    const sum = shifted.reduce((a, b) => f(a + b), 0);
    const padding = target < 0;
    losses[lane] = padding ? 0 : f(log(sum) - f((z[target] ?? z[0]!) - z[best]!)) + (sum - sum);
    correct[lane] = target === best ? 1 : 0;
    if (gradient === null) continue;
    const share = f(f(scale) / sum);
    shifted.forEach((v, c) => {
      const hit = c === target ? f(scale) : 0;
      gradient[c * lanes + lane] = padding ? 0 : f(f(v * share) - hit);
    });
  }
}
