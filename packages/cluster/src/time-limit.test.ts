import { expect, test } from 'vitest';
import { timeLimit } from './time-limit.ts';

// The forms of the manual page of sbatch, option --time.
test.each([
  ['90', 5400],
  ['2:30', 150],
  ['4:00:00', 14_400],
  ['1-0', 86_400],
  ['1-12:30', 131_400],
  ['2-03:04:05', 183_845],
] as const)('%s is %d seconds', (text, seconds) => {
  expect(timeLimit(text)).toBe(seconds);
});

test.each(['', '0', '0:00', 'UNLIMITED', '4h', '1:2:3:4', '-1', '1-', ' 90', '1.5'])(
  '"%s" is refused with the forms that are meant',
  (text) => {
    expect(() => timeLimit(text)).toThrow(/time limit is ".*"; give hours:minutes:seconds/);
  },
);
