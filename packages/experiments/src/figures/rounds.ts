/** Every round from `first` to `last`. */
export const roundsFrom = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);
