/** A square image of coverages in 0..1, row-major. */
export interface Paper {
  /** Pixels along a side. */
  readonly side: number;
  readonly coverage: Float32Array;
}

/** Empty paper. */
export const emptyPaper = (side: number): Paper => ({
  side,
  coverage: new Float32Array(side * side),
});

/**
 * Draws a straight piece of pen stroke of the given radius (pixels) onto paper, anti-aliased: a pixel's coverage is `radius + 1/2 - distance`, clamped; strokes do not add up.
 */
export function inkSegment(
  { side, coverage: image }: Paper,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  radius: number,
): void {
  const reach = radius + 0.5;
  const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
  const right = Math.min(side - 1, Math.floor(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
  const bottom = Math.min(side - 1, Math.floor(Math.max(y0, y1) + reach));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squared = dx * dx + dy * dy;
  const inverse = squared > 0 ? 1 / squared : 0;
  for (let row = top; row <= bottom; row++) {
    const fromY = row - y0;
    for (let column = left; column <= right; column++) {
      const fromX = column - x0;
      const along = Math.min(1, Math.max(0, (fromX * dx + fromY * dy) * inverse));
      const offX = fromX - along * dx;
      const offY = fromY - along * dy;
      const distance = offX * offX + offY * offY;
      if (distance >= reach * reach) continue;
      const coverage = Math.min(1, reach - Math.sqrt(distance));
      const pixel = row * side + column;
      if (coverage > image[pixel]!) image[pixel] = coverage;
    }
  }
}
