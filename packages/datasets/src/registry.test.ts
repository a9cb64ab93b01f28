import { expect, test } from 'vitest';
import { datasets, getDataset, getScaling } from './registry.ts';

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

test('the published files have their sizes as IDX says', () => {
  for (const { files, counts } of [datasets.mnist, datasets['fashion-mnist']]) {
    expect(files.trainImages.unpacked.bytes).toBe(16 + counts.train * 784);
    expect(files.testImages.unpacked.bytes).toBe(16 + counts.test * 784);
    expect(files.trainLabels.unpacked.bytes).toBe(8 + counts.train);
    expect(files.testLabels.unpacked.bytes).toBe(8 + counts.test);
  }
});
