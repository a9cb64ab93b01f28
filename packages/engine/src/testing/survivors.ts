import type { Draw } from './draw.ts';

/** Survivors of a random matrix, grouped by `groups` rows; columns are byte offsets of rows of `lanes` floats. */
export interface DrawnSurvivors {
  readonly values: Float32Array;
  readonly columns: Uint32Array;
  readonly starts: Uint32Array;
}

/** Rows of the given numbers of survivors, each at random columns of 0..width - 1, ascending. */
export function drawSurvivors(
  draw: Draw,
  lengths: readonly number[],
  width: number,
  lanes: number,
): DrawnSurvivors {
  const rows = lengths.map((n) => draw.subset(width, n));
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((n, i) => {
    starts[i + 1] = starts[i]! + 4 * n;
  });
  const columns = Uint32Array.from(rows.flatMap((row) => [...row]).map((k) => 4 * lanes * k));
  return { values: draw.floats(columns.length), columns, starts };
}

/** Lengths of rows around the tiles of 2 and 4 survivors, empty rows among them; and no survivors at all. */
export const ROW_LENGTHS: readonly (readonly number[])[] = [
  [1],
  [0],
  [0, 0, 0],
  [2, 0, 3, 1, 0],
  [4, 5, 0, 7, 8, 9, 6],
  [0, 17, 33, 16, 31, 0, 1],
];
