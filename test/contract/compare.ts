import { expect } from 'vitest';

/** Largest allowed difference: `absolute + relative * (largest entry expected)`. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** Compares tensors and remembers the largest difference seen, as a fraction of what was allowed. */
export interface Comparison {
  /** Fails where a difference is larger than allowed, or not a number. */
  close(
    what: string,
    actual: ArrayLike<number>,
    expected: ArrayLike<number>,
    allow: Tolerance,
  ): void;
  /** One line for people. */
  summary(): string;
}

export function comparison(): Comparison {
  let worst = { what: 'nothing', difference: 0, share: -1 };
  let count = 0;
  return {
    close(what, actual, expected, { absolute, relative }) {
      expect(actual.length, `${what}: length`).toBe(expected.length);
      let difference = 0;
      let largest = 0;
      for (let i = 0; i < expected.length; i++) {
        const here = Math.abs(actual[i]! - expected[i]!);
        difference = Math.max(difference, Number.isNaN(here) ? Infinity : here);
        largest = Math.max(largest, Math.abs(expected[i]!));
      }
      const allowed = absolute + relative * largest;
      count++;
      if (difference / allowed > worst.share)
        worst = { what, difference, share: difference / allowed };
      expect(difference, `${what}: largest difference`).toBeLessThanOrEqual(allowed);
    },
    summary: () =>
      `${count} tensors, largest difference ${worst.difference.toExponential(2)} in ${worst.what}` +
      ` (${(100 * worst.share).toFixed(1)}% of the tolerance)`,
  };
}

type Numbers = ReadonlyMap<string, Float32Array>;

/** The same names and the same bits; 0 and -0 differ, NaN equals itself. */
export function expectSameBits(actual: Numbers, expected: Numbers, what: string): void {
  expect([...actual.keys()].sort(), `${what}: names`).toEqual([...expected.keys()].sort());
  for (const [name, tensor] of expected) {
    const other = actual.get(name)!;
    const differing = tensor.findIndex((value, i) => !Object.is(value, other[i]));
    expect(differing, `${what}: first differing entry of ${name}`).toBe(-1);
    expect(other.length, `${what}: length of ${name}`).toBe(tensor.length);
  }
}
