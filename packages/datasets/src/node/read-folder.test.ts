import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { addDataset, addedDatasets, getDataset } from '../index.ts';
import { npyFile } from '../testing/npy-file.ts';
import { load, readDatasetFolder } from './index.ts';
import { idxFile } from './testing/tiny-dataset.ts';

const root = mkdtempSync(join(tmpdir(), 'sweepstake-own-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PIXELS = Uint8Array.from({ length: 24 * 4 }, (_, i) => (i * 37) % 256);
const LABELS = Uint8Array.from({ length: 24 }, (_, i) => i % 3);
const TEST_LABELS = LABELS.subarray(0, 6);

const BASE = {
  name: 'squares',
  title: 'Squares',
  shape: [1, 2, 2],
  classes: 3,
  train: { images: 'train.npy', labels: 'train-labels.npy' },
  test: { images: 'test.npy', labels: 'test-labels.npy' },
};

let count = 0;
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(root, `set-${count++}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const arrays = (change: Readonly<Record<string, Uint8Array | string>> = {}) => ({
  'dataset.json': JSON.stringify(BASE),
  'train.npy': npyFile('|u1', [24, 1, 2, 2], PIXELS),
  'train-labels.npy': npyFile('<i8', [24], BigInt64Array.from(LABELS, BigInt)),
  'test.npy': npyFile('|u1', [6, 1, 2, 2], PIXELS.subarray(0, 24)),
  'test-labels.npy': npyFile('<i8', [6], BigInt64Array.from(TEST_LABELS, BigInt)),
  ...change,
});

test('a folder with .npy files is a data set, named by what it holds', () => {
  const folder = folderOf(arrays());
  const { definition, dataset } = readDatasetFolder(folder);
  expect(definition).toEqual({
    kind: 'folder',
    name: expect.stringMatching(/^squares@[0-9a-f]{12}$/),
    title: 'Squares',
    shape: [1, 2, 2],
    classes: 3,
    counts: { train: 24, test: 6 },
    validation: 2,
    scalings: { default: { divisor: [255], offset: [0] } },
    inputs: 'uint8',
    folders: [folder],
  });
  expect(dataset.name).toBe(definition.name);
  expect(dataset.train.inputs).toEqual(PIXELS);
  expect(dataset.test.targets).toEqual(TEST_LABELS);
  expect(dataset.source).toBe(`Squares from ${folder}`);
});

test('the same data in other files, under another title, elsewhere, has the same name', () => {
  const first = readDatasetFolder(folderOf(arrays())).definition.name;
  const files = {
    title: 'The same',
    validation: 4,
    scaling: { divisor: 255 },
    train: { images: 'a/train.idx.gz', labels: 'a/labels-idx1-ubyte' },
    test: { images: 'test.idx', labels: 'test-labels.npy.gz' },
  };
  const folder = folderOf({
    'dataset.json': JSON.stringify({ ...BASE, ...files }),
    'a/train.idx.gz': gzipSync(idxFile([24, 2, 2], PIXELS)),
    'a/labels-idx1-ubyte': idxFile([24], LABELS),
    'test.idx': idxFile([6, 1, 2, 2], PIXELS.subarray(0, 24)),
    'test-labels.npy.gz': gzipSync(npyFile('|u1', [6], TEST_LABELS)),
  });
  const { definition } = readDatasetFolder(folder);
  expect(definition).toMatchObject({ name: first, title: 'The same', validation: 4 });
});

test('another pixel, label, scaling, name or order has another name', () => {
  const first = readDatasetFolder(folderOf(arrays())).definition.name;
  const pixels = PIXELS.map((value, i) => (i === 95 ? value ^ 1 : value));
  const others = [
    arrays({ 'train.npy': npyFile('|u1', [24, 1, 2, 2], pixels) }),
    arrays({ 'test-labels.npy': npyFile('|u1', [6], Uint8Array.of(2, 1, 2, 0, 1, 2)) }),
    arrays({ 'dataset.json': JSON.stringify({ ...BASE, scaling: { mean: 0.5 } }) }),
    arrays({ 'dataset.json': JSON.stringify({ ...BASE, name: 'others' }) }),
    arrays({ 'train.npy': npyFile('|u1', [24, 1, 2, 2], PIXELS.toReversed()) }),
    arrays({
      'train.npy': npyFile('<f4', [24, 1, 2, 2], Float32Array.from(PIXELS)),
      'test.npy': npyFile('<f4', [6, 1, 2, 2], Float32Array.from(PIXELS.subarray(0, 24))),
    }),
  ].map((files) => readDatasetFolder(folderOf(files)).definition.name);
  expect(new Set([first, ...others]).size).toBe(others.length + 1);
});

test('an added data set is known by name, and found where it was moved', async () => {
  const old = folderOf(arrays({ 'dataset.json': JSON.stringify({ ...BASE, name: 'moving' }) }));
  const { definition } = readDatasetFolder(old);
  const { name } = definition;
  expect(() => getDataset(name)).toThrow(
    `the folder of data set ${name} was not read; name the folder instead, as in --dataset ./moving`,
  );
  addDataset(definition);
  expect(getDataset(name)).toBe(definition);
  expect((await load(name, { env: {} })).source).toBe(`Squares from ${old}`);

  const moved = join(root, 'moved');
  renameSync(old, moved);
  await expect(load(name, { env: {} })).rejects.toThrow(
    `the files of data set ${name} are not where they were: ${old} is not there; put them back, ` +
      'or name their new place with --dataset FOLDER',
  );
  addDataset({ ...definition, folders: [moved] });
  expect(addedDatasets().find((one) => one.name === name)?.folders).toEqual([old, moved]);
  expect((await load(name, { env: {} })).source).toBe(`Squares from ${moved}`);

  renameSync(moved, join(root, 'moving'));
  expect((await load(name, { env: { SWEEPSTAKE_DATA: root } })).name).toBe(name);
});

test('a folder whose data changed since is not taken for what it was', async () => {
  const folder = folderOf(arrays({ 'dataset.json': JSON.stringify({ ...BASE, name: 'changed' }) }));
  const { definition } = readDatasetFolder(folder);
  addDataset(definition);
  writeFileSync(join(folder, 'train-labels.npy'), npyFile('|u1', [24], LABELS.toReversed()));
  await expect(load(definition.name, { env: {} })).rejects.toThrow(
    `${folder} holds other data now, changed@`,
  );
});

test.each([
  [
    'no dataset.json',
    { 'x.npy': '' },
    'NO_DATASET_FILE',
    'its dataset.json cannot be read (ENOENT)',
  ],
  [
    'a dataset.json that is no JSON',
    { 'dataset.json': '{' },
    'DATASET_FILE',
    'dataset.json is not JSON',
  ],
  [
    'a missing array',
    { 'dataset.json': JSON.stringify(BASE) },
    'NO_ARRAY',
    'train.npy (ENOENT); correct its path',
  ],
  [
    'an array of another kind',
    { 'dataset.json': JSON.stringify({ ...BASE, train: { images: 'a.png', labels: 'b' } }) },
    'ARRAY',
    'a.png is of no known format',
  ],
  [
    'an array that is no array',
    arrays({ 'train.npy': 'hello, world' }),
    'NPY',
    'train.npy is not a .npy file',
  ],
  [
    'broken gzip',
    arrays({
      'dataset.json': JSON.stringify({ ...BASE, train: { images: 'a.npy.gz', labels: 'b' } }),
      'a.npy.gz': 'no',
    }),
    'GZIP',
    'a.npy.gz is corrupt',
  ],
  [
    'sets of two types',
    arrays({ 'test.npy': npyFile('<f4', [6, 1, 2, 2], new Float32Array(24)) }),
    'ARRAY',
    'images are float32, those of train uint8',
  ],
])('%s is refused', (_, files, code, words) => {
  const folder = folderOf(files);
  const read = (): unknown => readDatasetFolder(folder);
  expect(read).toThrow(words);
  expect(read).toThrow(expect.objectContaining({ code: `SWEEPSTAKE_DATASETS_${code}` }));
});
