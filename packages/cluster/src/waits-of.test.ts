import { expect, test } from 'vitest';
import { waitsOf } from './waits-of.ts';

const ARRAYS = [
  { first: 1, last: 2 },
  { first: 3, last: 4 },
  { first: 5, last: 5 },
];

test('whole trials wait for no other array', () => {
  const stages = [1, 2, 3, 4, 5].flatMap((shard) => [
    { id: `dense ${shard}`, dependsOn: [], shard },
    { id: `prune ${shard}`, dependsOn: [`dense ${shard}`], shard },
  ]);
  expect(waitsOf(stages, ARRAYS)).toEqual([[], [], []]);
});

test('an array waits for those that hold what its stages need', () => {
  const stages = [
    { id: 'a', dependsOn: [], shard: 1 },
    { id: 'b', dependsOn: ['a', 'finished before'], shard: 2 },
    { id: 'c', dependsOn: ['b'], shard: 4 },
    { id: 'd', dependsOn: ['c', 'a'], shard: 5 },
  ];
  expect(waitsOf(stages, ARRAYS)).toEqual([[], [0], [0, 1]]);
});

test('a stage that needs a later array is refused by name', () => {
  const stages = [
    { id: 'early', dependsOn: ['late'], shard: 1 },
    { id: 'late', dependsOn: [], shard: 5 },
  ];
  expect(() => waitsOf(stages, ARRAYS)).toThrow(
    'stage early of shard 1 waits for one of shard 5, whose array comes later',
  );
});
