import { badTime } from './errors.ts';

/**
 * Seconds of a time limit as `sbatch --time` takes it: minutes, minutes:seconds, hours:minutes:seconds, days-hours,
 * days-hours:minutes or days-hours:minutes:seconds. Throws for anything else, and for no time at all.
 */
export function timeLimit(text: string): number {
  const match = /^(?:(\d{1,4})-)?(\d{1,6})(?::(\d{1,4}))?(?::(\d{1,4}))?$/.exec(text);
  if (match === null) throw badTime(text);
  const [days, first, second, third] = match.slice(1).map((part) => part && Number(part));
  const [hours, minutes, seconds] =
    days !== undefined
      ? [first, second, third]
      : third !== undefined
        ? [first, second, third]
        : [0, first, second];
  const total =
    Number(days ?? 0) * 86_400 +
    Number(hours ?? 0) * 3600 +
    Number(minutes ?? 0) * 60 +
    Number(seconds ?? 0);
  if (total < 1) throw badTime(text);
  return total;
}
