import { describe, expect, it } from 'vitest';
import { evaluationGrid } from './grid.ts';

describe('evaluation grid', () => {
  it('holds 0, every multiple and the last iteration', () => {
    expect(evaluationGrid(300, 100)).toEqual([0, 100, 200, 300]);
    expect(evaluationGrid(250, 100)).toEqual([0, 100, 200, 250]);
    expect(evaluationGrid(50, 100)).toEqual([0, 50]);
    expect(evaluationGrid(0, 100)).toEqual([0]);
  });

  it('refuses an interval below 1', () => {
    expect(() => evaluationGrid(10, 0)).toThrow('evaluation interval is 0');
  });
});
