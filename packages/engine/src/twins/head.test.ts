import { afterAll, describe, expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { exp, log, softmaxCrossEntropy } from './head.ts';

describe('the head’s elementary functions', () => {
  const largest = { exp: 0, log: 0 };
  afterAll(() =>
    console.log(
      `head: exp within ${largest.exp.toExponential(2)} (relative), log within ${largest.log.toExponential(2)} (of max(1, log))`,
    ),
  );

  it('exp has a relative error below 3e-7 on [-87, 0]', () => {
    for (let i = 0; i <= 200_000; i++) {
      const x = Math.fround((-87 * i) / 200_000);
      largest.exp = Math.max(largest.exp, Math.abs(exp(x) / Math.exp(x) - 1));
    }
    expect(largest.exp).toBeLessThan(3e-7);
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
  });

  it('exp is positive, normal and below 2e-38 for whatever is smaller, also -Infinity', () => {
    for (const x of [-87, -88, -104, -1e30, -Infinity]) {
      expect(exp(x)).toBeGreaterThan(1.17549435e-38);
      expect(exp(x)).toBeLessThan(2e-38);
    }
  });

  it('log has an absolute error below 3e-7 times max(1, log x) for 1 <= x <= 3e38', () => {
    for (let i = 0; i <= 100_000; i++) {
      for (const x of [1 + i / 1e4, Math.exp((88 * i) / 100_000)].map(Math.fround)) {
        const error = Math.abs(log(x) - Math.log(x)) / Math.max(1, Math.log(x));
        largest.log = Math.max(largest.log, error);
      }
    }
    expect(largest.log).toBeLessThan(3e-7);
    expect(log(1)).toBe(0);
  });
});

describeKernel('softmax_cross_entropy', ({ memory, same }) => {
  /** Calls the kernel; arrays as it leaves them. */
  function call(
    logits: Float32Array,
    targets: Int32Array,
    classes: number,
    scale: number | null,
  ): { losses: Float32Array; correct: Uint32Array; gradient: Float32Array } {
    const lanes = targets.length;
    memory.clear();
    const outputs = [new Float32Array(lanes), new Int32Array(lanes), logits].map((a) =>
      memory.place(a),
    );
    const [losses = 0, correct = 0, gradient = 0] = outputs;
    memory.kernels.softmax_cross_entropy(
      memory.place(logits),
      memory.place(targets),
      losses,
      correct,
      scale === null ? 0 : gradient,
      classes,
      lanes / 4,
      scale ?? 0,
    );
    memory.check('softmax', scale === null ? [losses, correct] : outputs);
    return {
      losses: memory.floats(losses, lanes),
      correct: memory.words(correct, lanes),
      gradient: memory.floats(gradient, logits.length),
    };
  }

  it.each([1, 2, 3, 10, 17])('gives the bits of its twin for %i classes', (classes) => {
    for (const vectors of [1, 4, 5]) {
      for (const spread of [0, 1, 20, 400]) {
        for (const scale of [null, 1, 1 / 60]) {
          const draw = new Draw(100 * classes + vectors + spread);
          const lanes = 4 * vectors;
          const logits = draw.floats(classes * lanes).map((v) => spread * v);
          const targets = Int32Array.from({ length: lanes }, () => draw.below(classes + 1) - 1);
          const losses = new Float32Array(lanes);
          const correct = new Int32Array(lanes);
          const gradient = scale === null ? null : new Float32Array(logits.length);
          const shape = { classes, lanes, scale: scale ?? 0 };
          softmaxCrossEntropy(logits, targets, losses, correct, gradient, shape);
          const actual = call(logits, targets, classes, scale);
          const what = `seed ${draw.seed}, scale ${scale}`;
          same(`losses, ${what}`, actual.losses, losses);
          same(`correct, ${what}`, actual.correct, correct);
          same(`gradient, ${what}`, actual.gradient, gradient ?? logits);
        }
      }
    }
  });

  it('agrees with float64 to 1e-6', () => {
    let worst = 0;
    for (const spread of [0.1, 3, 30, 300]) {
      const draw = new Draw(spread);
      const [classes, lanes] = [10, 20];
      const logits = draw.floats(classes * lanes).map((v) => spread * v);
      const targets = Int32Array.from({ length: lanes }, () => draw.below(classes));
      const actual = call(logits, targets, classes, 1);
      for (let lane = 0; lane < lanes; lane++) {
        const z = Array.from({ length: classes }, (_, c) => logits[c * lanes + lane]!);
        const best = Math.max(...z);
        const sum = z.reduce((a, v) => a + Math.exp(v - best), 0);
        const loss = best + Math.log(sum) - z[targets[lane]!]!;
        worst = Math.max(worst, Math.abs(actual.losses[lane]! - loss) / Math.max(1, loss));
        z.forEach((v, c) => {
          const share = Math.exp(v - best) / sum - (c === targets[lane] ? 1 : 0);
          worst = Math.max(worst, Math.abs(actual.gradient[c * lanes + lane]! - share));
        });
      }
    }
    console.log(`softmax_cross_entropy: at most ${worst.toExponential(2)} from float64`);
    expect(worst).toBeLessThan(1e-6);
  });

  it('gives equal logits the loss log(classes), and correctness to the first class', () => {
    const { losses, correct } = call(
      new Float32Array(40).fill(5),
      Int32Array.of(0, 1, 9, -1),
      10,
      1,
    );
    for (const loss of losses.subarray(0, 3)) expect(loss).toBeCloseTo(Math.log(10), 6);
    expect([...correct]).toEqual([1, 0, 0, 0]);
  });

  it('gives padding no loss, no correctness and no gradient, even beside NaN', () => {
    const logits = Float32Array.of(NaN, 1, 2, 3, NaN, 2, 1, 0);
    const { losses, correct, gradient } = call(logits, Int32Array.of(-1, -1, 0, 1), 2, 1);
    expect([losses[0], losses[1], correct[0], correct[1]]).toEqual([0, 0, 0, 0]);
    expect([gradient[0], gradient[1], gradient[4], gradient[5]]).toEqual([0, 0, 0, 0]);
    expect(gradient[2]).not.toBe(0);
  });

  it('takes large negative logits as probability 0', () => {
    const logits = Float32Array.of(0, 0, 0, 0, -1000, -1e30, -Infinity, -100);
    const { losses, gradient } = call(logits, Int32Array.of(0, 0, 0, 1), 2, 1);
    expect([...losses]).toEqual([0, 0, 0, 100]);
    for (const g of gradient.subarray(4, 7)) expect(Math.abs(g)).toBeLessThan(2e-38);
    expect(gradient[7]).toBe(-1);
  });

  it('gives a loss that is not finite where all logits, the first or the target’s are NaN', () => {
    // Lanes: all NaN; the first NaN; the target's NaN; the target's -Infinity.
    const logits = Float32Array.of(NaN, NaN, 1, 1, NaN, 1, NaN, -Infinity);
    const { losses } = call(logits, Int32Array.of(0, 1, 1, 1), 2, 1);
    expect([...losses]).toEqual([NaN, NaN, NaN, Infinity]);
  });

  it('gives a loss that is not finite for logits of +Infinity, and NaN gradients', () => {
    const logits = Float32Array.of(Infinity, Infinity, 1, 1, Infinity, 1, Infinity, Infinity);
    const { losses, gradient } = call(logits, Int32Array.of(0, 1, 1, 0), 2, 1);
    expect([...losses].some(Number.isFinite)).toBe(false);
    expect([...gradient].every(Number.isNaN)).toBe(true);
  });

  it('gives NaN losses and gradients where any logit is NaN', () => {
    // Neither the first nor the target's: a logarithm made of bits would give a number.
    const logits = Float32Array.of(1, 1, 1, 1, NaN, NaN, NaN, NaN);
    const { losses, gradient } = call(logits, Int32Array.of(0, 0, 0, 0), 2, 1);
    expect([...losses].every(Number.isNaN)).toBe(true);
    expect([...gradient].every(Number.isNaN)).toBe(true);
  });
});
