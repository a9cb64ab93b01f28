import type { Examples } from '@sweepstake/training';
import { describe, expect, it } from 'vitest';
import { byteDivisor, scaled, stageBytes, stageFloats } from './staging.ts';

const examples = (overrides: Partial<Examples>): Examples => ({
  count: 2,
  shape: [2, 1, 2],
  inputs: Uint8Array.of(0, 255, 51, 102, 1, 2, 3, 4),
  scaling: { divisor: [255, 51], offset: [0.5, 0] },
  targets: Uint8Array.of(0, 1),
  ...overrides,
});

describe('staging', () => {
  it('copies bytes to padded rows and fills what is left with 0', () => {
    const out = new Uint8Array(12).fill(9);
    stageBytes(out, 4, Uint8Array.of(1, 2, 3, 4, 5, 6), 3, Int32Array.of(0, 1, 0), 1, 2);
    expect([...out]).toEqual([4, 5, 6, 0, 1, 2, 3, 0, 0, 0, 0, 0]);
  });

  it('scales floats by channel and fills what is left with 0', () => {
    const out = new Float32Array(15).fill(9);
    stageFloats(out, 5, examples({}), Int32Array.of(1, 0), 1, 1);
    const row = [-0.5, 0.5, 1, 2, 0];
    expect([...out]).toEqual([...row, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(scaled(1, 3, 0)).toBe(Math.fround(1 / 3));
  });

  it('keeps bytes only where every channel has one divisor and no offset, so that 0 stays 0', () => {
    expect(byteDivisor(examples({}))).toBe(null);
    expect(byteDivisor(examples({ scaling: { divisor: [51, 51], offset: [0, 0] } }))).toBe(51);
    expect(byteDivisor(examples({ scaling: { divisor: [51], offset: [0.1] } }))).toBe(null);
  });
});
