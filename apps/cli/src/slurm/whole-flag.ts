import { badFlag } from '../errors.ts';

/** A flag that is a whole number from 1 on; `usual` where it is not given. */
export function wholeFlag<T>(flag: string, text: string | undefined, usual: T): number | T {
  if (text === undefined) return usual;
  if (!/^[1-9][0-9]{0,6}$/.test(text))
    throw badFlag(flag, text, `a positive integer, as in ${flag} 8`);
  return Number(text);
}
