import { expect, test } from 'vitest';
import { csvLines, csvRecords } from './csv.ts';

test('quoted fields hold commas, quotes and line ends, and lines are counted through them', () => {
  const records = [...csvRecords('a,"b ""c"", d"\n"x\ny",z\r\nlast,\n"open')];
  expect(records).toEqual([
    { line: 1, fields: ['a', 'b "c", d'] },
    { line: 2, fields: ['x\ny', 'z'] },
    { line: 4, fields: ['last', ''] },
    { line: 5, fields: null },
  ]);
});

test('every number reads back as itself, the sign of zero included', () => {
  const numbers = [0, -0, 1 / 3, 5e-324, -1.7976931348623157e308, 123456789.125];
  const text = [
    ...csvLines(
      ['x'],
      numbers.map((x) => ({ x })),
    ),
  ].join('');
  expect(text.trimEnd().split('\n').slice(1).map(Number)).toEqual(numbers);
});
