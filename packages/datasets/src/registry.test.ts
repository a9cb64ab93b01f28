import { expect, test } from 'vitest';
import { datasetNameOf, datasets, getDataset, getScaling } from './registry.ts';

test('every data set is registered under its own name', () => {
  for (const [name, definition] of Object.entries(datasets)) expect(definition.name).toBe(name);
});

test('an unknown name is an error that lists the nearest names', () => {
  expect(() => getDataset('mnits')).toThrow("unknown data set 'mnits'; did you mean mnist, ");
  expect(() => getDataset('fashion')).toThrow('fashion-mnist');
  expect(() => getDataset('toString')).toThrow("unknown data set 'toString'");
  expect(() => getDataset('nothing')).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_DATASETS_UNKNOWN' }),
  );
});

test('MNIST is pixel/255 unless standard scaling is asked for', () => {
  expect(getScaling(datasets.mnist)).toEqual({ divisor: [255], offset: [0] });
  const { divisor, offset } = getScaling(datasets.mnist, 'standard');
  for (const pixel of [0, 1, 128, 255]) {
    const x = pixel / divisor[0]! - offset[0]!;
    expect(x).toBeCloseTo((pixel / 255 - 0.1307) / 0.3081, 12);
  }
  expect(() => getScaling(datasets.mnist, 'standrad')).toThrow(
    "unknown scaling of mnist 'standrad'; did you mean standard, unit?",
  );
});

test('CIFAR-10 is standardised per channel unless pixel/255 is asked for', () => {
  const { divisor, offset } = getScaling(datasets['cifar-10']);
  expect(getScaling(datasets['cifar-10'], 'standard')).toEqual({ divisor, offset });
  expect(getScaling(datasets['cifar-10'], 'unit')).toEqual({ divisor: [255], offset: [0] });
  const mean = [0.4914, 0.4822, 0.4465];
  const std = [0.247, 0.2435, 0.2616];
  for (const channel of [0, 1, 2]) {
    const x = 200 / divisor[channel]! - offset[channel]!;
    expect(x).toBeCloseTo((200 / 255 - mean[channel]!) / std[channel]!, 12);
  }
});

test('a recorded or folder name leads to the data set, an unknown one to null', () => {
  expect(['cifar10', 'cifar-10', 'mnist', 'cifar'].map(datasetNameOf)).toEqual([
    'cifar-10',
    'cifar-10',
    'mnist',
    null,
  ]);
  expect(() => getDataset('cifar10')).toThrow("unknown data set 'cifar10'; did you mean cifar-10");
});

test('the batches of CIFAR-10 have the sizes that its counts and shape need', () => {
  const { files, counts } = datasets['cifar-10'];
  const sizes = (all: readonly { bytes: number }[]) => all.map(({ bytes }) => bytes);
  expect(sizes(files.train)).toEqual(Array(5).fill((counts.train / 5) * 3073));
  expect(sizes(files.test)).toEqual([counts.test * 3073]);
});

test('every set of files has a drawn stand-in of its shape', () => {
  for (const definition of Object.values(datasets)) {
    if (definition.kind === 'drawn') continue;
    expect(datasets[definition.standIn].shape).toEqual(definition.shape);
    expect(datasets[definition.standIn].counts).toEqual(definition.counts);
  }
});

test('the published files have their sizes as IDX says', () => {
  for (const { files, counts } of [datasets.mnist, datasets['fashion-mnist']]) {
    expect(files.trainImages.unpacked.bytes).toBe(16 + counts.train * 784);
    expect(files.testImages.unpacked.bytes).toBe(16 + counts.test * 784);
    expect(files.trainLabels.unpacked.bytes).toBe(8 + counts.train);
    expect(files.testLabels.unpacked.bytes).toBe(8 + counts.test);
  }
});
