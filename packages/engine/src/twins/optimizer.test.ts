import { expect, it } from 'vitest';
import { describeKernel } from '../testing/describe-kernel.ts';
import { Draw } from '../testing/draw.ts';
import { adam, momentum, sgd, type Update } from './optimizer.ts';

// Adam takes 16 weights at a time, then 4.
const SIZES = [0, 4, 8, 12, 16, 20, 28, 32, 36, 100];

const VARIANTS = [
  { masked: false, weightDecay: 0 },
  { masked: false, weightDecay: 1e-4 },
  { masked: true, weightDecay: 0 },
  { masked: true, weightDecay: 1e-4 },
];

interface Drawn {
  readonly w: Float32Array;
  readonly update: Update;
}

function drawn(draw: Draw, n: number, { masked, weightDecay }: (typeof VARIANTS)[number]): Drawn {
  const mask = masked ? Int32Array.from(draw.mask(n, 0.5), (bit) => -bit) : null;
  const g = draw.floats(n).map((v) => 0.01 * v);
  return { w: draw.floats(n), update: { g, mask, rate: 1.2e-3, weightDecay } };
}

const named = (draw: Draw, { masked, weightDecay }: (typeof VARIANTS)[number]): string =>
  `seed ${draw.seed}, masked ${masked}, decay ${weightDecay}`;

describeKernel('sgd', ({ memory, same }) => {
  it.each(SIZES)('updates %i weights', (n) => {
    for (const variant of VARIANTS) {
      const draw = new Draw(n);
      const { w, update } = drawn(draw, n, variant);
      memory.clear();
      const at = memory.place(w);
      const mask = update.mask === null ? 0 : memory.place(update.mask);
      memory.kernels.sgd(at, memory.place(update.g), n, mask, update.rate, update.weightDecay);
      memory.check(named(draw, variant), [at]);
      sgd(w, update);
      same(named(draw, variant), memory.floats(at, n), w);
    }
  });
});

describeKernel('momentum', ({ memory, same }) => {
  it.each(SIZES)('updates %i weights', (n) => {
    for (const variant of VARIANTS) {
      const draw = new Draw(n);
      const { w, update } = drawn(draw, n, variant);
      const v = draw.floats(n).map((x, i) => (update.mask?.[i] === 0 ? 0 : 0.1 * x));
      memory.clear();
      const [wAt, vAt] = [memory.place(w), memory.place(v)];
      const mask = update.mask === null ? 0 : memory.place(update.mask);
      const { g, rate, weightDecay } = update;
      memory.kernels.momentum(wAt, memory.place(g), vAt, n, mask, rate, 0.9, weightDecay);
      memory.check(named(draw, variant), [wAt, vAt]);
      const before = w.slice();
      momentum(w, v, 0.9, update);
      same(`weights, ${named(draw, variant)}`, memory.floats(wAt, n), w);
      same(`velocity, ${named(draw, variant)}`, memory.floats(vAt, n), v);
      expect(w.every((x, i) => update.mask?.[i] !== 0 || Object.is(x, before[i]))).toBe(true);
    }
  });
});

describeKernel('adam', ({ memory, same }) => {
  const coefficients = {
    beta1: 0.9,
    rest1: 1 - 0.9,
    beta2: 0.999,
    rest2: 1 - 0.999,
    epsilon: 1e-8,
  };
  const { beta1, rest1, beta2, rest2, epsilon } = coefficients;

  const call = (w: number, m: number, v: number, n: number, update: Update): void =>
    memory.kernels.adam(
      w,
      memory.place(update.g),
      m,
      v,
      n,
      update.mask === null ? 0 : memory.place(update.mask),
      update.rate,
      beta1,
      rest1,
      beta2,
      rest2,
      epsilon,
      update.weightDecay,
    );

  it.each(SIZES)('updates %i weights', (n) => {
    for (const variant of VARIANTS) {
      const draw = new Draw(n);
      const { w, update } = drawn(draw, n, variant);
      const slot = (v: number, i: number): number => (update.mask?.[i] === 0 ? 0 : 0.01 * v);
      const m = draw.floats(n).map(slot);
      const v = draw.floats(n).map((x, i) => slot(x * x, i));
      memory.clear();
      const [wAt, mAt, vAt] = [memory.place(w), memory.place(m), memory.place(v)];
      call(wAt, mAt, vAt, n, update);
      const what = named(draw, variant);
      memory.check(what, [wAt, mAt, vAt]);
      const before = w.slice();
      adam(w, m, v, coefficients, update);
      same(`weights, ${what}`, memory.floats(wAt, n), w);
      same(`m, ${what}`, memory.floats(mAt, n), m);
      same(`v, ${what}`, memory.floats(vAt, n), v);
      expect(w.every((x, i) => update.mask?.[i] !== 0 || Object.is(x, before[i]))).toBe(true);
    }
  });

  it.each([16, 20])('sets moments below 1e-30 to 0, in tile and remainder (%i weights)', (n) => {
    // After one decay: 0.9 * 1.2e-30 stays, 0.9 * 1.05e-30 goes; second moments in the same way.
    const m = Float32Array.from(
      { length: n },
      (_, i) => [1.2e-30, -1.2e-30, 1.05e-30, -1.05e-30][i % 4]!,
    );
    const v = Float32Array.from({ length: n }, (_, i) => [1.01e-30, 1e-30, 1e-38, 1e-40][i % 4]!);
    const update = { g: new Float32Array(n), mask: null, rate: 1e-3, weightDecay: 0 };
    memory.clear();
    const [w, mAt, vAt] = [memory.place(new Float32Array(n)), memory.place(m), memory.place(v)];
    call(w, mAt, vAt, n, update);
    expect([...memory.floats(mAt, n)].map((x) => x !== 0)).toEqual(
      Array.from({ length: n }, (_, i) => i % 4 < 2),
    );
    expect([...memory.floats(vAt, n)].map((x) => x !== 0)).toEqual(
      Array.from({ length: n }, (_, i) => i % 4 === 0),
    );
  });
});
