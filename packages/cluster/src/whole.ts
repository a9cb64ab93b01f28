import { badCount } from './errors.ts';

/** Throws where a count is not a whole number from `least` to `most`. */
export function checkWhole(what: string, value: number, least = 1, most = 10_000_000): void {
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw badCount(what, value, `a whole number from ${least} to ${most}`);
}
