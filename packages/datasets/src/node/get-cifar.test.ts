import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Environment } from './environment.ts';
import { get } from './get.ts';
import { load } from './load.ts';
import { locate } from './locate.ts';
import { archiveOf, folderOf, tinyCifar } from './testing/tiny-cifar.ts';
import { withServer } from './testing/tiny-dataset.ts';

const NAME = 'cifar-10';
const ARCHIVE = 'cifar-10-binary.tar.gz';
const tiny = tinyCifar();
const all = [...tiny.batches];
const under = (folder: string) => all.map(([name, bytes]) => [join(folder, name), bytes] as const);

const environment = (folder: string, { definitions } = tiny): Environment => ({
  env: { SWEEPSTAKE_DATA: folder, SWEEPSTAKE_CACHE: join(folder, 'cache') },
  definitions,
});

/** A server that has the archive, and the addresses that were asked for. */
async function withArchive<T>(
  archive: Uint8Array,
  run: (address: string, asked: readonly string[]) => Promise<T>,
): Promise<T> {
  const asked: string[] = [];
  return withServer(
    (request, response) => {
      asked.push(request.url ?? '');
      if (basename(request.url ?? '') === ARCHIVE) response.end(archive);
      else response.writeHead(404).end();
    },
    (address) => run(address, asked),
  );
}

test.each([
  ['a folder of its own', under(NAME), NAME],
  ['a folder by its other name', under('cifar10'), 'cifar10'],
  ['the unpacked archive', under('cifar-10-batches-bin'), 'cifar-10-batches-bin'],
  [
    'the unpacked archive in its own folder',
    under('cifar10/cifar-10-batches-bin'),
    'cifar10/cifar-10-batches-bin',
  ],
  ['the folder itself', all, ''],
  ['an archive', [[ARCHIVE, tiny.archive] as const], ''],
  ['an archive in its own folder', [[join(NAME, ARCHIVE), tiny.archive] as const], NAME],
  ['the cache', under(join('cache', NAME)), join('cache', NAME)],
])('load reads the batches from %s', async (_, files, where) => {
  const folder = await folderOf(files);
  const { train, test, classes, channels, source } = await load(NAME, environment(folder));
  expect([classes, channels, train.count, test.count]).toEqual([10, 3, 10, 2]);
  expect(train.shape).toEqual([3, 1, 2]);
  const values = (examples: readonly number[]) =>
    examples.flatMap((i) => [0, 1, 2, 3, 4, 5].map((v) => 10 * i + v));
  expect([...train.inputs]).toEqual(values([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  expect([...train.targets]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...test.inputs]).toEqual(values([10, 11]));
  expect([...test.targets]).toEqual([0, 1]);
  expect(train.scaling.divisor).toHaveLength(3);
  expect(source).toBe(`CIFAR-10 from ${join(folder, where)}`);
});

test('an archive fills in for the batches that are missing, and one report says what is where', async () => {
  const folder = await folderOf([...under(NAME).slice(0, 2), [ARCHIVE, tiny.archive]]);
  const { train } = await load(NAME, environment(folder));
  expect([...train.targets]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const report = await locate(NAME, environment(folder));
  expect(report.complete).toBe(true);
  expect(report.files.map(({ name, path, status }) => [name, path, status])).toEqual([
    ['data_batch_1.bin', join(folder, NAME, 'data_batch_1.bin'), 'ok'],
    ['data_batch_2.bin', join(folder, NAME, 'data_batch_2.bin'), 'ok'],
    [ARCHIVE, join(folder, ARCHIVE), 'ok'],
  ]);
  const files = await get(NAME, environment(folder));
  expect(files.map(({ name, downloaded }) => [name, downloaded])).toEqual([
    ['data_batch_1.bin', null],
    ['data_batch_2.bin', null],
    [ARCHIVE, null],
  ]);
  expect(await readdir(folder)).not.toContain('cache');
});

test('get downloads one archive and keeps its batches, and nothing is asked for again', async () => {
  const folder = await folderOf([]);
  await withArchive(tiny.archive, async (address, asked) => {
    const here = environment(folder, tinyCifar([address]));
    const files = await get(NAME, here);
    expect(files).toEqual(
      all.map(([name]) => ({
        name,
        path: join(folder, 'cache', NAME, name),
        downloaded: address + ARCHIVE,
      })),
    );
    expect((await readdir(join(folder, 'cache', NAME))).sort()).toEqual(
      [...tiny.batches.keys()].sort(),
    );
    for (const { name, path } of files) {
      expect(Buffer.compare(await readFile(path), tiny.batches.get(name)!)).toBe(0);
    }
    expect((await get(NAME, here)).every(({ downloaded }) => downloaded === null)).toBe(true);
    expect((await locate(NAME, here)).complete).toBe(true);
    expect(asked).toEqual([`/${ARCHIVE}`]);
  });
});

test('get keeps no more than the batches that were missing, and replaces a wrong one in the cache', async () => {
  const [first, second] = all;
  const cached = join('cache', NAME, second![0]);
  const folder = await folderOf([first!, [cached, Uint8Array.of(1)]]);
  await withArchive(tiny.archive, async (address) => {
    const files = await get(NAME, environment(folder, tinyCifar([address])));
    expect(files[0]).toMatchObject({ path: join(folder, first![0]), downloaded: null });
    expect(Buffer.compare(await readFile(join(folder, cached)), second![1])).toBe(0);
    expect((await readdir(join(folder, 'cache', NAME))).length).toBe(5);
  });
});

test('an archive whose checksum differs is refused, downloaded or in the folder, and nothing is kept', async () => {
  const changed = Buffer.from(tiny.archive);
  changed[4]! ^= 1;
  const empty = await folderOf([]);
  await withArchive(changed, async (address) => {
    await expect(get(NAME, environment(empty, tinyCifar([address])))).rejects.toThrow(
      `the download from ${address}${ARCHIVE} is not the published file: sha256 `,
    );
    expect(await readdir(empty)).toEqual([]);
  });
  for (const [bytes, problem] of [
    [changed, 'sha256 '],
    [changed.subarray(0, 100), `truncated, 100 bytes instead of ${changed.length}`],
  ] as const) {
    const folder = await folderOf([[ARCHIVE, bytes]]);
    const path = join(folder, ARCHIVE);
    await expect(load(NAME, environment(folder), { fallback: 'strokes-32' })).rejects.toThrow(
      `${path} is not the published file of cifar-10: ${problem}`,
    );
    const { files } = await locate(NAME, environment(folder));
    expect(files).toEqual([expect.objectContaining({ name: ARCHIVE, path, status: 'wrong' })]);
  }
});

test('what the right checksum lets through is still read with care', async () => {
  const [first, ...others] = all;
  const wrong = first![1].slice();
  wrong[1]! ^= 1;
  const member = 'cifar-10-batches-bin/data_batch_1.bin';
  for (const [archive, message] of [
    [tiny.archive.subarray(0, 60), `is corrupt or truncated: gzip says 'Z_BUF_ERROR'`],
    [archiveOf(new Map(others)), `${member} in `],
    [archiveOf(new Map(others)), 'it is not in the archive; delete the archive and get it again'],
    [archiveOf(new Map([[first![0], wrong], ...others])), 'is not the published file: sha256 '],
    [
      archiveOf(new Map([['../data_batch_1.bin', first![1]], ...others])),
      'leads out of the folder',
    ],
  ] as const) {
    const folder = await folderOf([[ARCHIVE, archive]]);
    const here = environment(folder, tinyCifar([], archive));
    await expect(load(NAME, here)).rejects.toThrow(message);
    await expect(load(NAME, here)).rejects.toThrow(join(folder, ARCHIVE));
  }
});

test('a truncated batch in the folder is an error that names it', async () => {
  const [first, ...others] = under(NAME);
  const folder = await folderOf([[first![0], first![1].subarray(0, 9)], ...others]);
  await expect(load(NAME, environment(folder))).rejects.toThrow(
    `${join(folder, first![0])} is not the published file of cifar-10: truncated, 9 bytes instead of 14; ` +
      'delete it and run `sweepstake data get cifar-10`',
  );
});

test('without files and connection every batch is missing, and the error names the drawn set of its shape', async () => {
  const folder = await folderOf([]);
  const { complete, files } = await locate(NAME, environment(folder));
  expect(complete).toBe(false);
  expect(files.map(({ name, status }) => [name, status])).toEqual(
    all.map(([name]) => [name, 'missing']),
  );
  await expect(load(NAME, environment(folder))).rejects.toThrow(
    `cifar-10: ${ARCHIVE} is not here and could not be downloaded (no mirror is known); set SWEEPSTAKE_DATA ` +
      'to a folder that has it, or connect and run `sweepstake data get cifar-10`, or choose the data set ' +
      "'strokes-32', which needs no files",
  );
});
