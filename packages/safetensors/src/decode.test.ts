import { expect, test } from 'vitest';
import { decode } from './decode.ts';

/** A file of that header text and those data, whatever they say. */
function file(header: string, data: readonly number[] = [], length?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

const entry = (dtype: string, shape: number[], data_offsets: number[]) =>
  JSON.stringify({ dtype, shape, data_offsets });

test('a file written by hand is read: unaligned data, spaces, any order, metadata', () => {
  const header =
    '{ "b": {"data_offsets": [3, 11], "shape": [1, 2], "dtype": "F32"}, ' +
    `"__metadata__": {"format": "pt"}, "a": ${entry('U8', [3], [0, 3])}, ` +
    `"s": ${entry('I32', [], [11, 15])}, "none": ${entry('F64', [0, 4], [15, 15])} }  `;
  const data = [1, 0, 1, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0xfe, 0xff, 0xff, 0xff];
  const { tensors, metadata } = decode(file(header, data));
  expect(metadata).toEqual({ format: 'pt' });
  expect([...tensors]).toEqual([
    ['a', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 0, 1) }],
    ['b', { dtype: 'F32', shape: [1, 2], data: Float32Array.of(1, -2) }],
    ['none', { dtype: 'F64', shape: [0, 4], data: new Float64Array(0) }],
    ['s', { dtype: 'I32', shape: [], data: Int32Array.of(-2) }],
  ]);
});

test('a view into a larger buffer is read, and tensors are copies', () => {
  const whole = new Uint8Array(200).fill(0xff);
  const bytes = file(`{"a":${entry('U8', [2], [0, 2])}}`, [5, 6]);
  whole.set(bytes, 3);
  const view = Buffer.from(whole.buffer, 3, bytes.length);
  const { data } = decode(view).tensors.get('a')!;
  whole.fill(0);
  expect(data).toEqual(Uint8Array.of(5, 6));
});

test('a file without tensors or metadata is read', () => {
  expect(decode(file('{}'))).toEqual({ tensors: new Map(), metadata: {} });
});

const one = `{"a":${entry('U8', [2], [0, 2])}}`;
const two = (first: number[], second: number[]) =>
  `{"a":${entry('U8', [2], first)},"b":${entry('U8', [2], second)}}`;

const refusals: [name: string, bytes: Uint8Array, code: string, message: string][] = [
  ['an empty file', new Uint8Array(0), 'TRUNCATED', '0 bytes cannot hold the 8-byte header size'],
  ['a file of 7 bytes', new Uint8Array(7), 'TRUNCATED', '7 bytes cannot hold'],
  [
    'a header beyond the file',
    file('{}', [], 100),
    'HEADER_SIZE',
    'the header is said to take 100 bytes, but only 2 follow',
  ],
  [
    'a header of absurd size',
    file('{}', [], 2 ** 50),
    'HEADER_SIZE',
    'is said to take 1125899906842624 bytes',
  ],
  ['bad JSON', file('{"a":'), 'HEADER_JSON', 'the header is not a JSON object'],
  ['bad UTF-8', file('{}', [0xff], 3), 'HEADER_JSON', 'the header is not a JSON object'],
  ['a JSON list', file('[]'), 'HEADER_JSON', 'the header is not a JSON object (it is a list)'],
  ['null', file('null'), 'HEADER_JSON', '(it is null)'],
  ['metadata of numbers', file('{"__metadata__":{"n":1}}'), 'METADATA', 'metadata n is 1'],
  ['an entry that is text', file('{"a":"b"}'), 'ENTRY', 'tensor a: its entry is "b"'],
  [
    'an unknown dtype',
    file(`{"a":${entry('BF16', [1], [0, 2])}}`, [0, 0]),
    'DTYPE',
    'tensor a: unknown dtype "BF16"; convert it to one of F32, F64, I32, U8',
  ],
  ['no dtype', file('{"a":{"shape":[0],"data_offsets":[0,0]}}'), 'DTYPE', 'unknown dtype missing'],
  ['a negative axis', file(`{"a":${entry('U8', [-2], [0, 2])}}`, [0, 0]), 'SHAPE', 'shape [-2]'],
  ['no shape', file('{"a":{"dtype":"U8","data_offsets":[0,0]}}'), 'SHAPE', 'shape missing'],
  [
    'no offsets',
    file('{"a":{"dtype":"U8","shape":[2]}}', [0, 0]),
    'ENTRY',
    'data_offsets is missing',
  ],
  ['one offset', file(`{"a":${entry('U8', [2], [0])}}`, [0, 0]), 'ENTRY', 'data_offsets is [0]'],
  [
    'offsets beyond the data',
    file(one, [1]),
    'OFFSETS_RANGE',
    'tensor a: data_offsets [0, 2] leave the 1 bytes of data',
  ],
  [
    'backward offsets',
    file(`{"a":${entry('U8', [2], [2, 0])}}`, [1, 1]),
    'OFFSETS_RANGE',
    '[2, 0]',
  ],
  ['negative offsets', file(`{"a":${entry('U8', [2], [-2, 0])}}`), 'OFFSETS_RANGE', '[-2, 0]'],
  [
    'a size that does not match the shape',
    file(`{"a":${entry('F32', [2], [0, 4])}}`, [0, 0, 0, 0]),
    'SIZE',
    'tensor a: F32 [2] takes 8 bytes, but its data has 4',
  ],
  [
    'overlapping tensors',
    file(two([0, 2], [1, 3]), [1, 2, 3]),
    'OFFSETS_OVERLAP',
    'tensor b: data starts at 1, inside the tensor before it, which ends at 2',
  ],
  [
    'a hole between tensors',
    file(two([0, 2], [3, 5]), [1, 2, 3, 4, 5]),
    'OFFSETS_HOLE',
    'bytes 2 to 3 of the data, before tensor b, belong to no tensor',
  ],
  [
    'bytes behind the last tensor',
    file(one, [1, 2, 3]),
    'OFFSETS_HOLE',
    'bytes 2 to 3 of the data, before the end, belong to no tensor',
  ],
];

test.each(refusals)('%s is refused', (_, bytes, code, message) => {
  let error: (Error & { code?: string }) | undefined;
  try {
    decode(bytes, 'x.safetensors');
  } catch (caught) {
    error = caught as Error;
  }
  expect(error?.code).toBe(`SWEEPSTAKE_SAFETENSORS_${code}`);
  expect(error?.message).toContain(message);
  expect(error?.message).toMatch(/^x\.safetensors: .*; /s);
});

test('every truncation of a good file is refused', () => {
  const whole = file(one, [1, 2]);
  expect(decode(whole).tensors.size).toBe(1);
  for (let length = 0; length < whole.length; length++) {
    expect(() => decode(whole.subarray(0, length)), `${length} bytes`).toThrow();
  }
});
