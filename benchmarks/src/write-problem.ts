import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset, Examples } from '@sweepstake/datasets';
import type { Batch } from '@sweepstake/training';
import { BATCH, splitOf } from './data.ts';
import type { ArrayEntry, Dtype, Manifest } from './manifest.ts';
import { initial, LEARNING_RATE, type Level } from './tickets.ts';

/** The name of a level's mask set. */
export const maskSet = (level: Level): string | null =>
  level.masks === null ? null : `round-${level.round}`;

/** Writes what every contender reads (peers/README.md) to a new folder, removed when this process ends. */
export function writeProblem(
  dataset: Dataset,
  batches: readonly Batch[],
  levels: readonly Level[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const arrays: Record<string, ArrayEntry> = {};
  const write = (name: string, dtype: Dtype, shape: number[], data: NodeJS.TypedArray): void => {
    const file = `${name.replaceAll('/', '.')}.bin`;
    writeFileSync(
      join(folder, file),
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    );
    arrays[name] = { file, dtype, shape };
  };
  const examples = (name: string, images: Uint8Array, labels: Uint8Array): void => {
    write(`${name}/images`, 'U8', [labels.length, images.length / labels.length], images);
    write(`${name}/labels`, 'U8', [labels.length], labels);
  };
  const { train, test } = dataset;
  const all = (e: Examples): Int32Array => Int32Array.from({ length: e.count }, (_, i) => i);
  examples('train', ...rowsOf(train, all(train)));
  examples('validation', ...rowsOf(train, splitOf(dataset).validation));
  examples('test', ...rowsOf(test, all(test)));
  const rows = new Int32Array(batches.length * BATCH);
  batches.forEach(({ indices }, i) => rows.set(indices, i * BATCH));
  write('train/batches', 'I32', [batches.length, BATCH], rows);
  const weights = initial();
  const shape = (name: string): number[] => {
    const outputs = weights.get(name.replace('weight', 'bias'))?.length ?? 1;
    const size = weights.get(name)?.length ?? 0;
    return name.endsWith('weight') ? [outputs, size / outputs] : [size];
  };
  for (const [name, tensor] of weights) write(`init/${name}`, 'F32', shape(name), tensor);
  for (const level of levels) {
    for (const [name, mask] of level.masks ?? []) {
      write(`masks/${maskSet(level)}/${name}`, 'U8', shape(name), mask);
    }
  }
  const adam = { lr: LEARNING_RATE, beta1: 0.9, beta2: 0.999, eps: 1e-8 };
  const manifest: Manifest = { format: 1, batch: BATCH, adam, arrays };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

/** Bytes and labels of some examples. */
function rowsOf(examples: Examples, indices: Int32Array): [Uint8Array, Uint8Array] {
  const { inputs, targets } = examples;
  const size = examples.shape.reduce((a, b) => a * b, 1);
  const images = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  indices.forEach((row, i) => {
    images.set(inputs.subarray(row * size, (row + 1) * size), i * size);
    labels[i] = targets[row] ?? 0;
  });
  return [images, labels];
}
