import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { IdxDefinition } from '../registry.ts';
import type { Environment } from './environment.ts';
import { load } from './load.ts';
import { locate } from './locate.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { published, tinyDataset, withServer } from './testing/tiny-dataset.ts';

const NAME = 'fashion-mnist';
const FIRST = 'train-images-idx3-ubyte.gz';
const tiny = tinyDataset();

async function folderOf(files: ReadonlyMap<string, Uint8Array>, under = ''): Promise<string> {
  const folder = temporaryFolder();
  await mkdir(join(folder, under), { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(folder, under, name), bytes);
  return folder;
}

const environment = (
  folder: string,
  definitions: Readonly<Record<string, IdxDefinition>> = tiny.definitions,
): Environment => ({
  env: { SWEEPSTAKE_DATA: folder, SWEEPSTAKE_CACHE: join(folder, 'cache') },
  definitions,
});

test.each([
  ['a folder of its own, gzip', tiny.packed, NAME],
  ['a folder of its own, unpacked', tiny.unpacked, NAME],
  ['the folder itself, gzip', tiny.packed, ''],
  ['the folder itself, unpacked', tiny.unpacked, ''],
])('load reads files in %s', async (_, files, under) => {
  const folder = await folderOf(files, under);
  const { train, test, classes, channels, source, title } = await load(NAME, environment(folder));
  expect([title, classes, channels]).toEqual(['Fashion-MNIST', 10, 1]);
  expect([train.count, test.count]).toEqual([6, 4]);
  expect(train.shape).toEqual([1, 3, 2]);
  expect([...train.inputs]).toEqual(Array.from({ length: 36 }, (_, i) => i));
  expect([...train.targets]).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...test.inputs]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  expect(train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(source).toBe(`Fashion-MNIST from ${join(folder, under)}`);
});

test('load says when it has downloaded', async () => {
  const folder = await folderOf(new Map());
  await withServer(
    (request, response) => response.end(tiny.packed.get(request.url!.slice(1))),
    async (address) => {
      const { source } = await load(NAME, environment(folder, tinyDataset([address]).definitions));
      expect(source).toBe(`Fashion-MNIST downloaded to ${join(folder, 'cache', NAME)}`);
    },
  );
});

test('load takes a scaling by name and refuses an unknown one before it looks for files', async () => {
  const folder = await folderOf(tiny.packed);
  const { train } = await load(NAME, environment(folder), { scaling: 'standard' });
  expect(train.scaling.divisor[0]).toBeCloseTo(255 * 0.353, 10);
  await expect(load(NAME, { env: {} }, { scaling: 'none' })).rejects.toThrow(
    "unknown scaling of fashion-mnist 'none'",
  );
});

test('a file of another data set with the same name is passed over in a shared folder', async () => {
  const other = tinyDataset([], 7);
  const definitions = {
    ...tiny.definitions,
    other: { ...other.definition, name: 'other' },
  };
  const folder = await folderOf(tiny.packed);
  const { files } = await locate('other', environment(folder, definitions));
  expect(files.map(({ status }) => status)).toEqual(['missing', 'missing', 'missing', 'missing']);
});

test('a truncated or changed file in the folder is an error, with a fallback too', async () => {
  const whole = tiny.packed.get(FIRST)!;
  const changed = Buffer.from(whole);
  changed[4]! ^= 1;
  for (const [bytes, problem] of [
    [whole.subarray(0, 30), `truncated, 30 bytes instead of ${whole.length}`],
    [changed, `instead of ${tiny.definition.files.trainImages.sha256}`],
  ] as const) {
    const folder = await folderOf(new Map([...tiny.packed, [FIRST, bytes]]), NAME);
    const path = join(folder, NAME, FIRST);
    const loading = load(NAME, environment(folder), { fallback: 'strokes' });
    await expect(loading).rejects.toThrow(`${path} is not the published file of ${NAME}: `);
    await expect(loading).rejects.toThrow(problem);
    await expect(loading).rejects.toThrow(`delete it and run \`sweepstake data get ${NAME}\``);
    const report = await locate(NAME, environment(folder));
    expect(report.complete).toBe(false);
    expect(report.files[0]).toMatchObject({ path, place: 'folder', status: 'wrong' });
    expect(report.files[1]).toMatchObject({ status: 'ok', problem: null });
  }
});

test('a corrupt gzip is one error that names the file', async () => {
  // The table itself holds this file's size and checksum, so that only gzip can tell.
  const corrupt = tiny.packed.get(FIRST)!.subarray(0, 30);
  const trainImages = published(FIRST, corrupt, new Uint8Array());
  const { definition } = tiny;
  const definitions = {
    [NAME]: { ...definition, files: { ...definition.files, trainImages } },
  };
  const folder = await folderOf(new Map([...tiny.packed, [FIRST, corrupt]]));
  await expect(load(NAME, environment(folder, definitions))).rejects.toThrow(
    `${join(folder, FIRST)} is corrupt or truncated: gzip says 'Z_BUF_ERROR'`,
  );
});

test('files that hold another number of examples are an error', async () => {
  const definitions = {
    [NAME]: { ...tiny.definition, counts: { train: 7, test: 4 } },
  };
  const folder = await folderOf(tiny.packed);
  await expect(load(NAME, environment(folder, definitions))).rejects.toThrow(
    `${join(folder, FIRST)} does not hold what it should: 6x3x2 instead of 7x3x2`,
  );
});

test('without files and connection, load fails unless strokes may stand in', async () => {
  const folder = await folderOf(new Map());
  await expect(load(NAME, environment(folder))).rejects.toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_DATASETS_UNAVAILABLE' }),
  );
  const dataset = await load(NAME, environment(folder), { fallback: 'strokes' });
  expect(dataset.name).toBe('strokes');
  expect(dataset.source).toBe(
    'strokes, digits drawn by this program (not MNIST), because Fashion-MNIST is neither here nor ' +
      'to be downloaded',
  );
});

test('a folder that does not exist is an error, with a fallback too', async () => {
  const loading = load(NAME, environment('/nowhere/at/all'), { fallback: 'strokes' });
  await expect(loading).rejects.toThrow('SWEEPSTAKE_DATA names /nowhere/at/all');
});
