import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseTar } from './tar.ts';
import { tarEntry, tarFile } from './testing/tar-file.ts';

/** A folder `box` with a.txt, b.bin, an empty file, an empty folder and a link, packed by GNU tar 1.34. */
const PACKED = {
  ustar:
    'H4sIAAAAAAACA+2XQQ6DIBBFWfcUnkBhBDmPJCaaWmgsTeztiy5pYuNibEz/2zABFpCXmcy4MFeCGZmwxqxrIl/XWClS' +
    'qpGWlv0U1SQKIw7g+YjtlJ4yhRC37n07zz93Elzy35Zxjsz+G603/DeZf0qRKCT8s9N34xguAvwpS/670g3+d/mvVJ3X' +
    'fzJaIv8P8Q8AA6is56n/3e0eXxVv/d/X/5O1Ev3/Uf7HwV/Z5z9rd/iv9eKfuAcT+F/9++A7bv/b899n/ycJ/R8AAHDy' +
    'Bk/puAYAFgAA',
  // The default format, of `./box`.
  gnu:
    'H4sIAAAAAAACA+3X0QqDIBQGYK/3FD6BeTT1eRKCxZqO5qC9/arBLho0GtiI/d+NYd79nMM5ovCxL1hWcuCMmc7B/Jy+' +
    'iRSRlU6N9yRL6xg3bAO3a6o6zlkXY1p69+n/Tokp/0qkPmXN35blQv52lj+Vw3MukX92x7pt44HBn3rWvxe+Cb+qfyI9' +
    '7/+knUH9b8EDZIDOuqf+X58v6V7k7P/r5n+yymD+3y7/tgmnzPufcyvyV3rMX+VdS5D/K/8QQ503/+X9733+0w7zHwAA' +
    'AAAAAAAAAADAtx5TmBgEACgAAA==',
  v7:
    'H4sIAAAAAAACA+2XPQ6DMAxGM/cUnABi8uPzNFKkotLQgYHeviFjkFA7mAr1e4ujbMnTZ9lhWjoljM6wc6Vm6lrORD2R' +
    '19yXe++1UY1TJ6J+3EkI2f+1nZdZ+Gu8tTv+feWfXS6Ngn9xbnEcp4sCf8qa/9CGIf0u/0Sm7v9sDSH/h/gHQAB01vP0' +
    '//h4zq9OtjV+N/8zW8L8f5T/cUh38f2P+XP/pO3qv5deTOC/+E9TitJfs7//bfJv2GD+AwAASd5sWejXABYAAA==',
};

const unpacked = (format: keyof typeof PACKED): Uint8Array =>
  Uint8Array.from(gunzipSync(Buffer.from(PACKED[format], 'base64')));

test.each(['ustar', 'gnu', 'v7'] as const)('parseTar reads what tar packs as %s', (format) => {
  const files = parseTar(unpacked(format), 'box.tar');
  expect([...files.keys()]).toEqual(['box/a.txt', 'box/b.bin', 'box/none']);
  expect(new TextDecoder().decode(files.get('box/a.txt'))).toBe('hello\n');
  expect(files.get('box/b.bin')).toEqual(new Uint8Array(600).fill(98));
  expect(files.get('box/none')?.length).toBe(0);
});

test('a long path is joined from its two parts', () => {
  const prefix = 'deep/'.repeat(20).slice(0, -1);
  const archive = tarFile([tarEntry('name', Uint8Array.from([1]), { prefix })]);
  expect([...parseTar(archive, 'deep.tar').keys()]).toEqual([`${prefix}/name`]);
});

test('an archive that ends anywhere before its end is truncated', () => {
  const whole = tarFile([
    tarEntry('one', new Uint8Array(600).fill(1)),
    tarEntry('two', new Uint8Array(5)),
  ]);
  expect(parseTar(whole.subarray(0, 3072), 'a.tar').size).toBe(2);
  for (const length of [0, 1, 511, 1535, 1536, 2047, 2559, 2560, 3071]) {
    expect(() => parseTar(whole.subarray(0, length), 'some/a.tar'), `${length}`).toThrow(
      /^some\/a\.tar is not a whole tar archive: truncated .*; get it again$/,
    );
  }
});

test('a header of which one byte differs is refused', () => {
  const changed = tarFile([tarEntry('one', new Uint8Array(5))]);
  changed[1]! ^= 1;
  expect(() => parseTar(changed, 'a.tar')).toThrow('the header at byte 0 has a wrong checksum');
  expect(() => parseTar(new Uint8Array(1024).fill(7), 'a.tar')).toThrow('wrong checksum');
});

test.each([
  '/etc/passwd',
  '../outside',
  'box/../../outside',
  'box/..',
  '..',
  '\\outside',
  'box\\..\\outside',
  'C:\\outside',
])('the path %s is refused', (path) => {
  const archive = tarFile([tarEntry('fine', new Uint8Array(5)), tarEntry(path, new Uint8Array(5))]);
  expect(() => parseTar(archive, 'a.tar')).toThrow(
    `a.tar is not a whole tar archive: its entry '${path}' leads out of the folder`,
  );
  expect(() => parseTar(archive, 'a.tar')).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_DATASETS_TAR' }),
  );
});

test('names with dots that lead nowhere are names', () => {
  const archive = tarFile([
    tarEntry('..a', new Uint8Array()),
    tarEntry('b../c...', new Uint8Array()),
  ]);
  expect([...parseTar(archive, 'a.tar').keys()]).toEqual(['..a', 'b../c...']);
});

test('a path that comes twice is refused, written differently too', () => {
  const archive = tarFile([tarEntry('a', Uint8Array.of(1)), tarEntry('./a', Uint8Array.of(2))]);
  expect(() => parseTar(archive, 'a.tar')).toThrow("it has 'a' twice");
});

test('a link in place of a file is no file', () => {
  for (const kind of ['1', '2', '3', '6', 'x', 'L']) {
    const archive = tarFile([tarEntry('a', new Uint8Array(), { kind })]);
    expect(parseTar(archive, 'a.tar').size, kind).toBe(0);
  }
});

test('a size that is not octal is refused', () => {
  const size = '\u0080'.padEnd(12, '0');
  const archive = tarFile([tarEntry('a', Uint8Array.of(1), { size })]);
  expect(() => parseTar(archive, 'a.tar')).toThrow("the size of its entry 'a' is no octal number");
});
