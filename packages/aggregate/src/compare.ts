/** Orders strings by UTF-16 code units, the same on every machine whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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
