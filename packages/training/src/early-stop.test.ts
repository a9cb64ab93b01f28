import { describe, expect, it } from 'vitest';
import { earlyStop } from './early-stop.ts';

const grid = [0, 100, 200, 300];

describe('early-stop iteration', () => {
  it('is the grid point with the smallest validation loss', () => {
    expect(earlyStop(grid, [2.3, 0.4, 0.3, 0.5], 300)).toEqual({
      iteration: 200,
      index: 2,
      censored: false,
    });
  });

  it('is the first of equal ones', () => {
    expect(earlyStop(grid, [2.3, 0.3, 0.3, 0.3], 300)!.iteration).toBe(100);
  });

  it('is censored at the last iteration', () => {
    expect(earlyStop(grid, [2.3, 0.4, 0.3, 0.2], 300)).toMatchObject({
      iteration: 300,
      censored: true,
    });
  });

  it('can be 0', () => {
    expect(earlyStop(grid, [0.1, 0.4, 0.3, 0.2], 300)!.iteration).toBe(0);
  });

  it('is not censored at the end of a curve that is not finished', () => {
    expect(earlyStop([0, 100], [2, 1], 300)).toMatchObject({ iteration: 100, censored: false });
  });

  it('passes over losses that are not finite, and is null where none is', () => {
    expect(earlyStop(grid, [NaN, Infinity, 0.4, -Infinity], 300)!.iteration).toBe(200);
    expect(earlyStop(grid, [NaN, Infinity], 300)).toBeNull();
  });
});
