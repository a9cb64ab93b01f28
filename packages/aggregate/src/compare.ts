/** Orders strings by UTF-16 code units, the same on every machine whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/**
 * Orders settings (`key=value;...`) as readable tables list them: part by part, keys as text, values by size where
 * both are numbers. No setting comes first.
 */
export function compareSettings(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => text.split(/[;=]/));
  for (const [i, part] of (first ?? []).entries()) {
    const other = second?.[i];
    if (other === undefined) break;
    const order =
      NUMBER.test(part) && NUMBER.test(other)
        ? Number(part) - Number(other)
        : compareText(part, other);
    if (order !== 0) return order;
  }
  return compareText(a, b);
}

/** Variants in the order in which readable tables and legends name them. */
const FIRST_VARIANTS = ['ticket', 'reinit', 'random'];

const rank = (name: string): number => {
  const index = FIRST_VARIANTS.indexOf(name);
  return index < 0 ? FIRST_VARIANTS.length : index;
};

/** Orders variants: ticket, reinit, random, then the others alphabetically. */
export function compareVariants(a: string, b: string): number {
  return rank(a) - rank(b) || compareText(a, b);
}
