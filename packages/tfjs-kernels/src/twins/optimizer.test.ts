import { expect, test } from 'vitest';
import { Draw } from '../testing/draw.ts';
import { KernelMemory, sameBits } from '../testing/kernel-memory.ts';
import { adam, momentum, sgd } from './optimizer.ts';

const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 31];

/** Data of one update; removed weights have a gradient that is not a number. */
function draw(seed: number, length: number, masked: boolean) {
  const d = new Draw(seed);
  const [w, g, m] = [d.floats(length), d.floats(length), d.floats(length)];
  const v = d.floats(length).map(Math.abs);
  const mask = masked ? d.floats(length).map((x) => (x > 0 ? 1 : 0)) : null;
  // A moment that settles to 0.
  if (length > 2) [g[1], m[1], v[1]] = [0, 1e-30, 1e-30];
  for (let i = 0; i < length; i++) if (mask?.[i] === 0) g[i] = NaN;
  return { w, g, m, v, mask };
}

const memory = new KernelMemory();

test.each(LENGTHS)('updates of %i weights, masked or not, have the bits of the twins', (length) => {
  for (const masked of [false, true]) {
    for (const decay of [0, 0.01]) {
      const what = `seed ${length}, masked ${masked}, decay ${decay}`;
      const fresh = () => {
        memory.clear();
        const data = draw(length, length, masked);
        const [w, g, m, v] = [data.w, data.g, data.m, data.v].map((x) => memory.place(x));
        return {
          ...data,
          at: { w: w!, g: g!, m: m!, v: v! },
          maskAt: data.mask === null ? 0 : memory.place(data.mask),
        };
      };
      const read = (at: number): Float32Array => memory.floats(at, length);

      let t = fresh();
      memory.kernels.sgd(t.at.w, t.at.g, length, t.maskAt, 0.1, decay);
      memory.check(what, [t.at.w]);
      sgd(t.w, t.g, t.mask, { rate: 0.1, decay });
      sameBits(`sgd ${what}`, read(t.at.w), t.w);

      t = fresh();
      memory.kernels.momentum(t.at.w, t.at.g, t.at.m, length, t.maskAt, 0.1, 0.9, decay);
      memory.check(what, [t.at.w, t.at.m]);
      momentum(t.w, t.g, t.m, t.mask, { rate: 0.1, decay, beta: 0.9 });
      sameBits(`momentum ${what}`, read(t.at.w), t.w);
      sameBits(`velocity ${what}`, read(t.at.m), t.m);

      t = fresh();
      const { at } = t;
      memory.kernels.adam(
        at.w,
        at.g,
        at.m,
        at.v,
        length,
        t.maskAt,
        0.02,
        0.9,
        1 - 0.9,
        0.999,
        1 - 0.999,
        1e-8,
        20,
        decay,
      );
      memory.check(what, [at.w, at.m, at.v]);
      adam(t.w, t.g, t.m, t.v, t.mask, {
        rate: 0.02,
        decay,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        scale2: 20,
      });
      sameBits(`adam ${what}`, read(at.w), t.w);
      sameBits(`first moments ${what}`, read(at.m), t.m);
      sameBits(`second moments ${what}`, read(at.v), t.v);
      if (length > 2 && t.mask?.[1] !== 0)
        expect(read(at.v)[1], what).toBe(decay === 0 ? 0 : t.v[1]);
    }
  }
});
