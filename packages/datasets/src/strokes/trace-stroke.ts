/** Points of the pen's path; only the first `length` are valid. */
export interface Path {
  readonly x: Float64Array;
  readonly y: Float64Array;
  length: number;
}

/** An empty path with room for `capacity` points. */
export const emptyPath = (capacity: number): Path => ({
  x: new Float64Array(capacity),
  y: new Float64Array(capacity),
  length: 0,
});

const STEPS = 4;

/** Uniform Catmull-Rom between `b` and `c`, 0 <= t < 1. */
function between(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/**
 * Replaces `path` by a smooth curve through the control points (Catmull and Rom, A class of local
 * interpolating splines, 1974), four pieces per pair of points.
 */
export function traceStroke(control: Path, path: Path): void {
  const { x, y, length } = control;
  let n = 0;
  for (let i = 0; i + 1 < length; i++) {
    const before = Math.max(0, i - 1);
    const after = Math.min(length - 1, i + 2);
    if (x[i] === x[i + 1] && y[i] === y[i + 1]) continue;
    for (let step = 0; step < STEPS; step++) {
      const t = step / STEPS;
      path.x[n] = between(x[before]!, x[i]!, x[i + 1]!, x[after]!, t);
      path.y[n] = between(y[before]!, y[i]!, y[i + 1]!, y[after]!, t);
      n++;
    }
  }
  path.x[n] = x[length - 1]!;
  path.y[n] = y[length - 1]!;
  path.length = n + 1;
}
