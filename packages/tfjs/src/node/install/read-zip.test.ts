import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { writeZip } from '../../testing/write-zip.ts';
import { ZipFile } from './read-zip.ts';

/** Written by Python's zipfile: a stored file, a deflated one, an empty one, and a comment. */
const BASE64 =
  'UEsDBBQAAAAAAAAAIVCLc5WsCQAAAAkAAAAMAAAAYS9zdG9yZWQudHh0aGVsbG8gemlwUEsDBBQAAAAIAAAAIVD0t1TAEQAAACwBAAAOAAAAYi9kZWZsYXRlZC50eHQzMDQyNjE1M7ewNBhlEWABAFBLAwQUAAAACAAAACFQAAAAAAIAAAAAAAAABQAAAGVtcHR5AwBQSwECFAMUAAAAAAAAACFQi3OVrAkAAAAJAAAADAAAAAAAAAAAAAAAgAEAAAAAYS9zdG9yZWQudHh0UEsBAhQDFAAAAAgAAAAhUPS3VMARAAAALAEAAA4AAAAAAAAAAAAAAIABMwAAAGIvZGVmbGF0ZWQudHh0UEsBAhQDFAAAAAgAAAAhUAAAAAACAAAAAAAAAAUAAAAAAAAAAAAAAIABcAAAAGVtcHR5UEsFBgAAAAADAAMAqQAAAJUAAAAJAGEgY29tbWVudA==';
const BY_PYTHON = Buffer.from(BASE64, 'base64');

const folder = temporaryFolder();
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const fileOf = (bytes: Uint8Array): string => {
  const path = join(folder, 'test.zip');
  writeFileSync(path, bytes);
  return path;
};

test('files that Python zipped come back, in memory and on disk', async () => {
  const zip = new ZipFile(fileOf(BY_PYTHON));
  const expected = {
    'a/stored.txt': 'hello zip',
    'b/deflated.txt': '0123456789'.repeat(30),
    empty: '',
  };
  expect(zip.entries.map(({ name }) => name)).toEqual(Object.keys(expected));
  for (const entry of zip.entries) {
    const text = expected[entry.name as keyof typeof expected];
    expect(zip.read(entry).toString()).toBe(text);
    const path = join(folder, 'out', entry.name);
    await zip.extract(entry, path);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
  zip.close();
});

test('a file too large for memory is unpacked as a stream, to the same bytes', async () => {
  const large = new Uint8Array(9 * 2 ** 20).map((_, i) => (i * i) >> 7);
  const zip = new ZipFile(fileOf(writeZip({ large })));
  const path = join(folder, 'large');
  await zip.extract(zip.entries[0]!, path);
  expect(readFileSync(path).equals(large)).toBe(true);
  zip.close();
});

test.each([
  ['nothing', new Uint8Array(0), 'it is no zip archive'],
  ['text', text('a wheel of cheese'), 'it is no zip archive'],
  ['a page', text('<html>not found</html>'), 'it is no zip archive'],
  ['its first half', BY_PYTHON.subarray(0, 100), 'it is truncated'],
  ['all but its last bytes', BY_PYTHON.subarray(0, BY_PYTHON.length - 25), 'it is truncated'],
])('%s is no archive: it says why', (_, bytes, why) => {
  expect(() => new ZipFile(fileOf(bytes))).toThrow(why);
});

test.each([0, 1])('a changed byte of file %d is found, small or large', async (which) => {
  const content = Buffer.from(Array.from({ length: 200 }, (_, i) => (i * 7919) & 255));
  const bytes = writeZip({ small: content, large: Buffer.concat(Array(30_000).fill(content)) });
  const intact = new ZipFile(fileOf(bytes));
  const entry = intact.entries[which]!;
  intact.close();
  bytes[entry.offset + 30 + entry.name.length + (entry.packed >> 1)]! ^= 0x10;
  const zip = new ZipFile(fileOf(bytes));
  await expect(zip.extract(zip.entries[which]!, join(folder, 'damaged'))).rejects.toThrow(
    /is damaged|invalid|incorrect|too far back/,
  );
  zip.close();
});
