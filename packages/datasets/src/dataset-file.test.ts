import { expect, test } from 'vitest';
import { parseDatasetFile } from './dataset-file.ts';

const SMALL = {
  name: 'digits',
  shape: [3, 8, 8],
  classes: 10,
  train: { images: 'train.npy', labels: 'labels/train.npy' },
  test: { images: 'test.npy', labels: 'labels/test.npy' },
};

test('what a file leaves out has its default', () => {
  expect(parseDatasetFile(SMALL, 'dataset.json')).toEqual({
    ...SMALL,
    title: 'digits',
    validation: null,
    scaling: { divisor: null, mean: [0], std: [1] },
  });
  const scaling = { divisor: 16, mean: [0.1, 0.2, 0.3], std: 0.5 };
  expect(parseDatasetFile({ ...SMALL, scaling }, 'f').scaling).toEqual({
    divisor: [16],
    mean: [0.1, 0.2, 0.3],
    std: [0.5],
  });
});

test.each([
  ['a list', [], 'the file is []; it must be an object in braces'],
  ['null', null, 'the file is null; it must be'],
  ['no name', { ...SMALL, name: undefined }, 'name is missing; it must be a name'],
  ['a path as name', { ...SMALL, name: 'a/b' }, 'name is "a/b"'],
  [
    'an unknown entry',
    { ...SMALL, labels: 1 },
    'labels is not known; there are name, title, shape',
  ],
  [
    'an unknown file',
    { ...SMALL, test: { ...SMALL.test, x: 1 } },
    'test.x is not known; there are',
  ],
  ['two axes', { ...SMALL, shape: [8, 8] }, 'shape is [8,8]; it must be [features] or'],
  ['half a pixel', { ...SMALL, shape: [1, 8, 0.5] }, 'shape is [1,8,0.5]'],
  ['one class', { ...SMALL, classes: 1 }, 'classes is 1; it must be a whole number from 2'],
  ['no test set', { ...SMALL, test: undefined }, 'test is missing; it must be an object'],
  [
    'an absolute path',
    { ...SMALL, train: { images: '/etc/x.npy', labels: 'l' } },
    'train.images is "/etc/x',
  ],
  ['a path outside', { ...SMALL, train: { images: 'a/../../x.npy', labels: 'l' } }, 'without ..'],
  ['a drive', { ...SMALL, train: { images: 'C:x.npy', labels: 'l' } }, 'train.images is "C:x.npy"'],
  ['nobody held out', { ...SMALL, validation: 0 }, 'validation is 0; it must be a whole number'],
  ['a divisor of 0', { ...SMALL, scaling: { divisor: 0 } }, 'scaling.divisor is 0; it must be'],
  [
    'two of three',
    { ...SMALL, scaling: { std: [1, 2] } },
    'scaling.std is [1,2]; it must be a number, or 3',
  ],
  ['a mean as text', { ...SMALL, scaling: { mean: '0' } }, 'scaling.mean is "0"'],
])('%s is refused with its place', (_, value, words) => {
  const parse = (): unknown =>
    parseDatasetFile(JSON.parse(JSON.stringify(value)), 'x/dataset.json');
  expect(parse).toThrow(`x/dataset.json: `);
  expect(parse).toThrow(words);
  expect(parse).toThrow(expect.objectContaining({ code: 'SWEEPSTAKE_DATASETS_DATASET_FILE' }));
});
