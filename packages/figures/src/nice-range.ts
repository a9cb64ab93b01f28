/** A step of 1, 2 or 5 times a power of ten that divides `range` into four to ten parts. */
function niceStep(range: number): number {
  let step = 1;
  while (step > range) step /= 10;
  while (step * 10 <= range) step *= 10;
  const parts = range / step;
  return parts >= 5 ? step : parts >= 2.5 ? step / 2 : step / 5;
}

/** Rounds a range outwards to a step of 1, 2 or 5 times a power of ten; `high` must be above `low`. */
export function niceRange(low: number, high: number): [number, number] {
  const step = niceStep(high - low);
  // Steps below 1 are reciprocals of whole numbers, so whole quotients give round numbers.
  const round = (whole: number): number => Number((whole * step).toPrecision(12));
  return [round(Math.floor(low / step + 1e-9)), round(Math.ceil(high / step - 1e-9))];
}
