import { lengthMisfit, unknownName } from './errors.ts';
import type { Masks } from './masks.ts';

function checkAlike(a: Masks, b: Masks): void {
  for (const name of b.keys()) if (!a.has(name)) throw unknownName(name, 'mask', a.keys());
  for (const [name, mask] of a) {
    const other = b.get(name);
    if (other === undefined) throw unknownName(name, 'mask', b.keys());
    if (mask.length !== other.length)
      throw lengthMisfit(name, mask.length, other.length, 'other mask');
  }
}

function combine(
  a: Masks,
  b: Masks,
  of: (x: number, y: number) => number,
): Map<string, Uint8Array> {
  checkAlike(a, b);
  return new Map(
    Array.from(a, ([name, mask]) => {
      const other = b.get(name)!;
      return [name, mask.map((value, i) => of(value, other[i]!))];
    }),
  );
}

/** The weights that survive in both. Throws unless names and lengths agree. */
export function intersection(a: Masks, b: Masks): Map<string, Uint8Array> {
  return combine(a, b, (x, y) => x & y);
}

/** The weights that survive in either. Throws unless names and lengths agree. */
export function union(a: Masks, b: Masks): Map<string, Uint8Array> {
  return combine(a, b, (x, y) => x | y);
}

/** Whether every survivor of `inner` survives in `outer`. Throws unless names and lengths agree. */
export function isNested(inner: Masks, outer: Masks): boolean {
  checkAlike(inner, outer);
  for (const [name, mask] of inner) {
    const other = outer.get(name)!;
    if (mask.some((value, i) => value > other[i]!)) return false;
  }
  return true;
}

/**
 * Jaccard index in 0..1 of two sets of survivors, over all parameters together: those in both over
 * those in either; 1 where neither has any. Throws unless names and lengths agree.
 */
export function maskOverlap(a: Masks, b: Masks): number {
  checkAlike(a, b);
  let both = 0;
  let either = 0;
  for (const [name, mask] of a) {
    const other = b.get(name)!;
    for (let i = 0; i < mask.length; i++) {
      both += mask[i]! & other[i]!;
      either += mask[i]! | other[i]!;
    }
  }
  return either === 0 ? 1 : both / either;
}
