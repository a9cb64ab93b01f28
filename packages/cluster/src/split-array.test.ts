import { expect, test } from 'vitest';
import { maxArraySizeIn, splitArray } from './split-array.ts';

test('what fits is one array', () => {
  expect(splitArray(16)).toEqual([{ first: 1, last: 16 }]);
  expect(splitArray(1000)).toEqual([{ first: 1, last: 1000 }]);
});

test('the largest index stays below MaxArraySize', () => {
  expect(splitArray(1001)).toEqual([
    { first: 1, last: 500 },
    { first: 501, last: 1001 },
  ]);
  expect(splitArray(5, 3)).toEqual([
    { first: 1, last: 1 },
    { first: 2, last: 3 },
    { first: 4, last: 5 },
  ]);
});

test('every shard is in one array, whatever the sizes', () => {
  for (let shards = 1; shards < 60; shards++)
    for (let most = 2; most < 70; most++) {
      const all = splitArray(shards, most).flatMap(({ first, last }) => {
        expect(last - first + 1, `${shards} shards, MaxArraySize ${most}`).toBeLessThan(most);
        return Array.from({ length: last - first + 1 }, (_, i) => first + i);
      });
      expect(all).toEqual(Array.from({ length: shards }, (_, i) => i + 1));
    }
});

test('a site that takes no arrays is refused', () => {
  expect(() => splitArray(5, 1)).toThrow('MaxArraySize is 1; give a whole number from 2 to');
});

test('MaxArraySize is read among other lines', () => {
  const config = 'MaxArraySize            = 4097\nMaxDBDMsgs = 20008\nMaxJobCount = 10000\n';
  expect(maxArraySizeIn(config)).toBe(4097);
  expect(maxArraySizeIn('MaxJobCount = 10000\n')).toBeNull();
});
