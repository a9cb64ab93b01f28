import { expect, test } from 'vitest';
import { decodeCifar } from './decode-cifar.ts';

const kind = { count: 4, shape: [3, 1, 2], classes: 10, scaling: { divisor: [255], offset: [0] } };
const first = Uint8Array.from([9, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12]);
const second = Uint8Array.from([3, 13, 14, 15, 16, 17, 18, 4, 19, 20, 21, 22, 23, 24]);

test('decodeCifar joins the records of several batches in shared memory, in order', () => {
  const examples = decodeCifar(
    [
      { bytes: first, file: 'first' },
      { bytes: second, file: 'second' },
    ],
    kind,
  );
  expect(examples.count).toBe(4);
  expect(examples.shape).toEqual([3, 1, 2]);
  expect([...examples.inputs]).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  expect([...examples.targets]).toEqual([9, 0, 3, 4]);
  expect(examples.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(examples.targets.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test.each([
  ['empty', new Uint8Array(), 'truncated', 0],
  ['cut within a record', second.subarray(0, 10), 'truncated', 10],
  ['cut between records', second.subarray(0, 7), 'truncated', 7],
  ['too long', Uint8Array.from([...second, 1]), 'too long', 15],
])('a batch that is %s is refused by name', (_, bytes, problem, has) => {
  const batches = [
    { bytes: first, file: 'first' },
    { bytes, file: 'some/second.bin' },
  ];
  expect(() => decodeCifar(batches, kind)).toThrow(
    `some/second.bin is not a whole CIFAR batch: ${problem}: 2 records of 7 bytes need 14 bytes, ` +
      `it has ${has}; get it again`,
  );
  expect(() => decodeCifar(batches, kind)).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_DATASETS_CIFAR' }),
  );
});

test('a label that is no class is refused with its file and record', () => {
  const wrong = second.slice();
  wrong[7] = 10;
  const batches = [
    { bytes: first, file: 'first' },
    { bytes: wrong, file: 'some/second.bin' },
  ];
  expect(() => decodeCifar(batches, kind)).toThrow(
    'some/second.bin does not hold what it should: label 10 of record 1 is not below 10; get it again',
  );
});
