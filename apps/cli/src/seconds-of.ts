import { badFlag } from './errors.ts';

/** The seconds of a flag, 0 or more; undefined where it was not given. Throws for anything else. */
export function secondsOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9]+(\.[0-9]+)?$/.test(text)) return Number(text);
  throw badFlag(flag, text, `seconds, as in ${flag} 60`);
}
