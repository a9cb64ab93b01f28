import { expect, test } from 'vitest';
import { parseNpy } from './npy.ts';
import { npyFile, npyWith } from './testing/npy-file.ts';

const FILL = ' '.repeat(50);

/** Files as NumPy 2.4.6 writes them. */
const head = (
  version: number,
  descr: string,
  shape: string,
  data: readonly number[],
): Uint8Array => {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }${FILL}\n`;
  const length = version === 1 ? [header.length, 0] : [header.length, 0, 0, 0];
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0];
  return Uint8Array.from([...magic, ...length, ...Buffer.from(header), ...data]);
};

const code = (bytes: Uint8Array): { code: string; message: string } => {
  try {
    parseNpy(bytes, 'some/array.npy');
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('nothing was thrown');
};

test('a file that NumPy wrote is read', () => {
  const text =
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDEsIDIp' +
    'LCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAA/AADAvw==';
  const written = Buffer.from(text, 'base64');
  expect(parseNpy(written, 'f')).toEqual({
    type: 'float32',
    shape: [1, 2],
    data: Float32Array.of(0.5, -1.5),
  });
});

test.each([1, 2, 3])('version %i is read at any offset', (version) => {
  const bytes = head(
    version,
    '<i8',
    '(3,)',
    [1, 0, 0, 0, 0, 0, 0, 0, 254, 255, 255, 255, 255, 255, 255, 255, 3, 0, 0, 0, 0, 0, 0, 0],
  );
  const shifted = Uint8Array.from([9, 9, 9, ...bytes]).subarray(3);
  expect(parseNpy(shifted, 'f')).toEqual({
    type: 'int64',
    shape: [3],
    data: BigInt64Array.of(1n, -2n, 3n),
  });
});

test.each([
  ['|u1', Uint8Array.of(1, 255), 'uint8'],
  ['|i1', Int8Array.of(-1, 2), 'int8'],
  ['<u2', Uint16Array.of(1, 65_535), 'uint16'],
  ['<i4', Int32Array.of(-7, 7), 'int32'],
  ['<u8', BigUint64Array.of(1n, 2n), 'uint64'],
  ['<f8', Float64Array.of(0.1, -0.2), 'float64'],
] as const)('numbers of type %s are read', (descr, data, type) => {
  expect(parseNpy(npyFile(descr, [1, 2], data), 'f')).toEqual({ type, shape: [1, 2], data });
});

test('the order of a single axis, of entries and of quotes does not matter', () => {
  const bytes = npyWith(`{"shape":(2,),"fortran_order":True,"descr":"|u1"}`, Uint8Array.of(5, 6));
  expect(parseNpy(bytes, 'f')).toMatchObject({ shape: [2], data: Uint8Array.of(5, 6) });
});

const one = Uint8Array.of(1);
test.each([
  ['an empty file', new Uint8Array(), 'it does not begin as one; write it with numpy.save'],
  ['text', new TextEncoder().encode('1,2,3\n4,5,6\n'), 'it does not begin as one'],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'it is still gzip-compressed'],
  ['version 4', head(4, '|u1', '(1,)', [1]), 'version 4 is not 1, 2 or 3'],
  ['half a header', head(1, '|u1', '(1,)', []).subarray(0, 40), 'it ends within its header of'],
  [
    'column-major order',
    npyWith("{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1), }", one),
    'column-major',
  ],
  [
    'big-endian numbers',
    npyFile('>f4', [1], new Float32Array(1)),
    "type '>f4' is not little-endia",
  ],
  ['objects', npyFile('|O', [1], one), "type '|O' is no type of numbers here"],
  ['half precision', npyFile('<f2', [1], new Uint16Array(1)), "type '<f2' is no type of numbers"],
  ['truths', npyFile('|b1', [1], one), "type '|b1' is no type of numbers here"],
  [
    'fields',
    npyWith("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", one),
    'its entries have fields',
  ],
  [
    'no shape',
    npyWith("{'descr': '|u1', 'fortran_order': False, }", one),
    'its header is not a dictionary',
  ],
  [
    'code as shape',
    npyWith("{'descr': '|u1', 'fortran_order': False, 'shape': (9**9,), }", one),
    'its header is not',
  ],
  [
    'a negative side',
    npyWith("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,), }", one),
    'its header is not',
  ],
  [
    'a shape given twice',
    npyWith("{'shape': (1,), 'shape': (1,), 'descr': '|u1', 'fortran_order': False}", one),
    'its header',
  ],
  [
    'too few numbers',
    npyFile('<f4', [2], new Float32Array(1)),
    'truncated: shape (2) of float32 needs 136 bytes, it has 132',
  ],
  [
    'too many numbers',
    npyFile('|u1', [1], Uint8Array.of(1, 2)),
    'too long: shape (1) of uint8 needs 129 bytes',
  ],
  ['no room for it', npyFile('<f8', [2 ** 40, 2 ** 12], one), 'truncated: shape'],
])('%s is refused by name', (_, bytes, problem) => {
  const { code: found, message } = code(bytes);
  expect(found).toBe('SWEEPSTAKE_DATASETS_NPY');
  expect(message).toContain(`some/array.npy is not a .npy file that can be used: `);
  expect(message).toContain(problem);
});

test('a file whose bits are flipped is refused, or has the numbers that are there', () => {
  const bytes = npyFile('<u2', [2, 2], Uint16Array.of(1, 2, 3, 4));
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    try {
      const { data } = parseNpy(flipped, 'file');
      expect((data as Uint16Array).byteLength, `bit ${bit}`).toBe(8);
    } catch (error) {
      expect((error as { code?: string }).code, `bit ${bit}`).toBe('SWEEPSTAKE_DATASETS_NPY');
    }
  }
});
