import { expect } from 'vitest';

/** Largest difference between two arrays of one length; Infinity where one is not a number. */
export function furthest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const here = Math.abs(actual[i]! - expected[i]!);
    largest = Math.max(largest, Number.isNaN(here) ? Infinity : here);
  }
  return largest;
}

type Tensors = ReadonlyMap<string, Float32Array>;

/** The same over tensors by name. */
export function furthestTensors(actual: Tensors, expected: Tensors): number {
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());
  let largest = 0;
  for (const [name, tensor] of expected) {
    largest = Math.max(largest, furthest(actual.get(name)!, tensor));
  }
  return largest;
}
