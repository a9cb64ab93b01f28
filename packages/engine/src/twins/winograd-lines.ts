/** Twins of assembly/winograd-lines.ts: the one-dimensional transforms of F(m, 3), m = 2 or 4. */
import { madd, type Rounding } from './rounding.ts';

/** N, m or 3 numbers to N, m or 3 numbers. */
type Line = (s: readonly number[], round: Rounding) => number[];

export interface Lines {
  /** Results per tile side; a tile of data is N = m + 2 wide. */
  readonly m: 2 | 4;
  readonly data: Line;
  readonly sum: Line;
  readonly spread: Line;
  readonly weight: Line;
  readonly gather: Line;
}

/** [a + b, a - b]. */
const both = (round: Rounding, a: number, b: number): [number, number] => [
  round(a + b),
  round(a - b),
];

const F2: Lines = {
  m: 2,
  data: ([a, b, c, d], round) => [round(a! - c!), round(b! + c!), round(c! - b!), round(b! - d!)],
  sum: ([a, b, c, d], round) => {
    const [e, o] = both(round, b!, c!);
    return [round(a! + e), round(o - d!)];
  },
  spread: ([a, b], round) => [a!, ...both(round, a!, b!), -b!],
  weight: ([a, b, c], round) => [
    a!,
    ...both(round, round(0.5 * round(a! + c!)), round(0.5 * b!)),
    c!,
  ],
  gather: ([a, b, c, d], round) => {
    const [e, o] = both(round, b!, c!);
    return [madd(round, a!, 0.5, e), round(0.5 * o), madd(round, d!, 0.5, e)];
  },
};

/** The points are 0, +-A, +-B and infinity. */
const [A, B] = [0.75, 1.5];
const [AA, BB] = [A * A, B * B];

const F4: Lines = {
  m: 4,
  data: ([a, b, c, d, e, f], round) => {
    const plus = (x: number, factor: number, y: number): number => madd(round, x, factor, y);
    const pair = (factor: number, even: number, odd: number): number[] => [
      plus(even, factor, odd),
      plus(even, -factor, odd),
    ];
    return [
      plus(plus(e!, -(AA + BB), c!), AA * BB, a!),
      ...pair(A, plus(e!, -BB, c!), plus(d!, -BB, b!)),
      ...pair(B, plus(e!, -AA, c!), plus(d!, -AA, b!)),
      plus(plus(f!, -(AA + BB), d!), AA * BB, b!),
    ];
  },
  sum: ([a, b, c, d, e, f], round) => {
    const [even, odd] = both(round, b!, c!);
    const [even2, odd2] = both(round, d!, e!);
    return [
      round(round(a! + even) + even2),
      madd(round, round(A * odd), B, odd2),
      madd(round, round(AA * even), BB, even2),
      madd(round, madd(round, f!, A * AA, odd), B * BB, odd2),
    ];
  },
  spread: ([a, b, c, d], round) => {
    const pair = (p: number): number[] =>
      both(round, madd(round, a!, p * p, c!), madd(round, round(p * b!), p * p * p, d!));
    return [a!, ...pair(A), ...pair(B), d!];
  },
  weight: ([a, b, c], round) => {
    const pair = (p: number, q: number, r: number): number[] =>
      both(round, madd(round, round(round(p) * a!), round(r), c!), round(round(q) * b!));
    return [
      round(round(64 / 81) * a!),
      ...pair(-128 / 243, -32 / 81, -8 / 27),
      ...pair(32 / 243, 16 / 81, 8 / 27),
      c!,
    ];
  },
  gather: ([a, b, c, d, e, f], round) => {
    const [even, odd] = both(round, b!, c!);
    const [even2, odd2] = both(round, d!, e!);
    const first = madd(round, round(round(64 / 81) * a!), round(-128 / 243), even);
    return [
      madd(round, first, round(32 / 243), even2),
      madd(round, round(round(-32 / 81) * odd), round(16 / 81), odd2),
      madd(round, f!, round(8 / 27), round(even2 - even)),
    ];
  },
};

export const LINES: Readonly<Record<2 | 4, Lines>> = { 2: F2, 4: F4 };

/** A line transform along the columns of a square, then along its rows; row by row. */
export function transformSquare(
  line: Line,
  side: number,
  at: (i: number, j: number) => number,
  round: Rounding,
): number[] {
  const range = Array.from({ length: side }, (_, i) => i);
  const columns = range.map((j) =>
    line(
      range.map((i) => at(i, j)),
      round,
    ),
  );
  return columns[0]!.flatMap((_, i) =>
    line(
      columns.map((column) => column[i]!),
      round,
    ),
  );
}
