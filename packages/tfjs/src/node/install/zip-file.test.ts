import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { writeZip } from '../../testing/write-zip.ts';
import { openZip } from './zip-file.ts';

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
  const zip = await openZip(fileOf(BY_PYTHON));
  const expected = new Map([
    ['a/stored.txt', 'hello zip'],
    ['b/deflated.txt', '0123456789'.repeat(30)],
    ['empty', ''],
  ]);
  expect(zip.names).toEqual([...expected.keys()]);
  for (const [name, content] of expected) {
    expect((await zip.read(name)).toString()).toBe(content);
    const path = join(folder, 'out', name);
    await zip.extract(name, path);
    expect(readFileSync(path, 'utf8')).toBe(content);
  }
  zip.close();
});

test('a file of several chunks is unpacked to the same bytes', async () => {
  const large = new Uint8Array(9 * 2 ** 20).map((_, i) => (i * i) >> 7);
  const zip = await openZip(fileOf(writeZip({ large })));
  const path = join(folder, 'large');
  await zip.extract('large', path);
  expect(readFileSync(path).equals(large)).toBe(true);
  zip.close();
});

const DIRECTORY = BY_PYTHON.length - 22 - 'a comment'.length;

test.each([
  ['nothing', new Uint8Array(0)],
  ['text', text('a wheel of cheese')],
  ['a page', text('<html>not found</html>')],
  ['its first half', BY_PYTHON.subarray(0, 100)],
  ['all but its last bytes', BY_PYTHON.subarray(0, DIRECTORY)],
])('%s is no archive: it says why', async (_, bytes) => {
  await expect(openZip(fileOf(bytes))).rejects.toThrow('it is no zip archive, or it is truncated');
});

test.each(['small', 'large'])('a changed byte of a %s file is found', async (name) => {
  const content = Buffer.from(Array.from({ length: 200 }, (_, i) => (i * 7919) & 255));
  const files = { small: content, large: Buffer.concat(Array(30_000).fill(content)) };
  const bytes = writeZip(files);
  // The small one comes first, and its packed bytes are about as many as its own.
  const [at, last] = name === 'small' ? [30 + 'small'.length, 200] : [300, 2000];
  bytes[at + (last >> 1)]! ^= 0x10;
  const zip = await openZip(fileOf(bytes));
  await expect(zip.extract(name, join(folder, 'damaged'))).rejects.toThrow(
    /is damaged|invalid|incorrect|too far back|not enough bytes|too many bytes/,
  );
  zip.close();
});
