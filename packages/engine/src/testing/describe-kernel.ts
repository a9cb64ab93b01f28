import { afterAll, describe, expect } from 'vitest';
import { supports, type Flavour } from '../kernels/load.ts';
import { exact, type Floats, type Rounding } from '../twins/rounding.ts';
import { KernelMemory } from './kernel-memory.ts';

/** The twin under a rounding, writing to an array like `output`; returns that array. */
type Twin = (output: Floats, round: Rounding) => void;

export interface KernelTest {
  readonly flavour: Flavour;
  readonly memory: KernelMemory;
  /** Same bits; 0 and -0 differ, NaN equals NaN. */
  same(what: string, actual: Floats | Uint32Array, expected: ArrayLike<number>): void;
  /**
   * A kernel that sums `terms` products of numbers below 1: strict kernels give the bits of the twin in float32;
   * both flavours stay within rounding errors of the twin in float64. `before` is the output's content on entry.
   */
  sums(what: string, actual: Float32Array, before: Float32Array, terms: number, twin: Twin): void;
}

/** Tests of one operation on both flavours; prints the largest difference from float64. */
export function describeKernel(name: string, body: (test: KernelTest) => void): void {
  for (const flavour of ['strict', 'relaxed'] as const) {
    describe.skipIf(!supports(flavour))(`${name}, ${flavour}`, () => {
      let largest = 0;
      const same: KernelTest['same'] = (what, actual, expected) => {
        const at = actual.findIndex((v, i) => !Object.is(v, expected[i]));
        if (at >= 0) expect.fail(`${what}: entry ${at} is ${actual[at]}, not ${expected[at]}`);
        expect(actual.length, what).toBe(expected.length);
      };
      body({
        flavour,
        memory: new KernelMemory(flavour),
        same,
        sums(what, actual, before, terms, twin) {
          if (flavour === 'strict') {
            const bits = before.slice();
            twin(bits, Math.fround);
            same(what, actual, bits);
          }
          const wide = Float64Array.from(before);
          twin(wide, exact);
          const allowed = 1.2e-7 * (8 + terms);
          for (let i = 0; i < wide.length; i++) {
            const difference = Math.abs(actual[i]! - wide[i]!);
            if (!(difference <= allowed)) {
              expect.fail(`${what}: entry ${i} is ${actual[i]}, not ${wide[i]}`);
            }
            largest = Math.max(largest, difference);
          }
        },
      });
      afterAll(() => {
        if (largest > 0) {
          console.log(`${name}, ${flavour}: at most ${largest.toExponential(2)} from float64`);
        }
      });
    });
  }
}
