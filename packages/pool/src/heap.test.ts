import { expect, test } from 'vitest';
import { Heap } from './heap.ts';

test('items come out in order, also when some are added in between', () => {
  // Numbers that come in an order of their own: x -> 5 x + 3 modulo 64 visits each once.
  const numbers = Array.from({ length: 64 });
  let x = 1;
  const heap = new Heap<number>((a, b) => a < b);
  const held: number[] = [];
  const taken: (number | undefined)[] = [];
  const expected: (number | undefined)[] = [];
  for (const [i] of numbers.entries()) {
    x = (5 * x + 3) % 64;
    heap.add(x);
    held.push(x);
    if (i % 3 !== 2) continue;
    taken.push(heap.take());
    held.sort((a, b) => a - b);
    expected.push(held.shift());
  }
  while (held.length > 0) {
    taken.push(heap.take());
    held.sort((a, b) => a - b);
    expected.push(held.shift());
  }
  expect(taken).toEqual(expected);
  expect(heap.take()).toBeUndefined();
});
