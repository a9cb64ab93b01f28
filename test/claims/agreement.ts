/** How far two trainings are apart. */

/** The step, from 1, whose loss differs most, relative to the expected one; a loss that is no number differs wholly. */
export function furthestLoss(
  losses: ArrayLike<number>,
  expected: ArrayLike<number>,
): { readonly relative: number; readonly step: number } {
  if (losses.length !== expected.length)
    throw new Error(`${losses.length} losses beside ${expected.length}`);
  let furthest = { relative: 0, step: 1 };
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(losses[i]! - expected[i]!) / Math.abs(expected[i]!);
    const relative = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    if (relative > furthest.relative) furthest = { relative, step: i + 1 };
  }
  return furthest;
}

type Masks = ReadonlyMap<string, Uint8Array>;

/** The share of all weights that both masks keep or both remove, 0..1. */
export function agreementOfMasks(masks: Masks, expected: Masks): number {
  let same = 0;
  let all = 0;
  for (const [name, mask] of expected) {
    const other = masks.get(name);
    if (other?.length !== mask.length) throw new Error(`masks of ${name} are of two sizes`);
    for (const [i, bit] of mask.entries()) if (bit === other[i]) same++;
    all += mask.length;
  }
  return same / all;
}

export const percentText = (share: number): string => `${(100 * share).toFixed(2)}%`;
