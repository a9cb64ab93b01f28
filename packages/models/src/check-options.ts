import { badOption } from './errors.ts';

/** Throws unless there are `least` to `most` numbers and all are whole numbers above 0. */
export function checkCounts(
  model: string,
  option: string,
  numbers: readonly number[],
  least: number,
  most = Infinity,
): void {
  if (numbers.length < least || numbers.length > most) {
    const wanted = least === most ? `${least}` : `at least ${least}`;
    throw badOption(model, option, numbers, `${wanted} of them are needed`);
  }
  if (!numbers.every((number) => Number.isSafeInteger(number) && number > 0)) {
    throw badOption(model, option, numbers, 'every one must be a whole number above 0');
  }
}

/** Throws unless the number is in 0..1 and below 1. */
export function checkRate(model: string, option: string, rate: number): void {
  if (!(rate >= 0 && rate < 1)) {
    throw badOption(model, option, [rate], 'it must be in 0..1 and below 1');
  }
}
