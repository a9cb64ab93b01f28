import { names, Stream } from '@sweepstake/random';
import { expect, test } from 'vitest';
import { drawMoves } from './draw-moves.ts';

const stream = (iteration: number): Stream =>
  new Stream(names.augment({ seed: 0, trial: 0, round: 0, iteration }));

test('the first moves of seed 0, trial 0, round 0, iteration 1 are pinned', () => {
  // From another implementation of Philox4x32-10 and of the streams, in Python.
  const { flip, down, right } = drawMoves(8, stream(1), { flip: true, crop: 4 });
  expect([...flip]).toEqual([1, 0, 1, 0, 0, 1, 1, 0]);
  expect([...down]).toEqual([-3, -4, 4, 3, 2, 3, 3, 0]);
  expect([...right]).toEqual([1, 0, -4, 2, 4, 4, 3, 1]);
});

test('moves are drawn per example in the order flip, down, right', () => {
  const drawn = stream(7);
  const { flip, down, right } = drawMoves(20, stream(7), { flip: true, crop: 4 });
  for (let i = 0; i < 20; i++) {
    expect([flip[i], down[i], right[i]]).toEqual([
      drawn.below(2),
      drawn.below(9) - 4,
      drawn.below(9) - 4,
    ]);
  }
});

test('half of the images are mirrored, and every move is equally likely', () => {
  const count = 81_000;
  const { flip, down, right } = drawMoves(count, stream(1), { flip: true, crop: 4 });
  const moves = new Float64Array(81);
  let mirrored = 0;
  for (let i = 0; i < count; i++) {
    mirrored += flip[i]!;
    moves[9 * (down[i]! + 4) + right[i]! + 4]!++;
  }
  // Five standard deviations of the binomial counts.
  expect(Math.abs(mirrored - count / 2)).toBeLessThan(5 * Math.sqrt(count / 4));
  for (const times of moves) expect(Math.abs(times - 1000)).toBeLessThan(5 * Math.sqrt(1000));
});

test('what is off does not happen and leaves the rest as it was', () => {
  const both = drawMoves(50, stream(3), { flip: true, crop: 4 });
  const shifted = drawMoves(50, stream(3), { flip: false, crop: 4 });
  expect(shifted).toEqual({ ...both, flip: new Uint8Array(50) });
  const mirrored = drawMoves(50, stream(3), { flip: true, crop: 0 });
  expect(mirrored).toEqual({ flip: both.flip, down: new Int8Array(50), right: new Int8Array(50) });
});

test('every iteration has its own moves', () => {
  const moves = (iteration: number) => drawMoves(60, stream(iteration), { flip: true, crop: 4 });
  expect(moves(2)).toEqual(moves(2));
  expect(moves(2).down).not.toEqual(moves(1).down);
});

test('the largest crop fits its bytes, and others are refused', () => {
  const { down } = drawMoves(20_000, stream(1), { flip: false, crop: 127 });
  expect([Math.min(...down), Math.max(...down)]).toEqual([-127, 127]);
  for (const crop of [-1, 2.5, 128, Number.NaN]) {
    expect(() => drawMoves(1, stream(1), { flip: true, crop })).toThrow(
      `images cannot be moved by ${crop} pixels; choose a crop from 0 to 127`,
    );
  }
  expect(() => drawMoves(-1, stream(1), { flip: true, crop: 4 })).toThrow(
    'moves for -1 examples cannot be drawn',
  );
});
