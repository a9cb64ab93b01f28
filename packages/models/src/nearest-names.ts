/**
 * Levenshtein distance: the fewest insertions, deletions and substitutions of UTF-16 units that
 * turn `a` into `b` (Wagner & Fischer 1974, two rows).
 */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, above[j]! + 1, row[j - 1]! + 1));
    }
    above = row;
  }
  return above[b.length]!;
}

/** Up to `count` of the valid names, nearest first by edit distance, equal ones in the given order. */
export function nearestNames(name: string, valid: readonly string[], count = 3): string[] {
  return valid
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

const familyOf = (name: string): string => /^[a-z]*/i.exec(name)![0];

/**
 * Up to three model names: nearest family (the letters that a name starts with) first, within it
 * nearest name first, so that numbers do not outweigh `lenet` or `conv`.
 */
export function nearestModels(name: string, valid: readonly string[]): string[] {
  const ordered = nearestNames(name, valid, valid.length);
  const distance = (other: string): number => editDistance(familyOf(name), familyOf(other));
  return ordered.toSorted((a, b) => distance(a) - distance(b)).slice(0, 3);
}
