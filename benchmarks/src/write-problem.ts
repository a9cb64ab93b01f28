import type { Dataset, Examples } from '@sweepstake/datasets';
import { elements, parametersOf } from '@sweepstake/graph';
import type { Batch, Masks, Optimizer } from '@sweepstake/training';
import { splitOf } from './data.ts';
import type { ArrayEntry, Dtype, ManifestOptimizer } from './manifest.ts';
import { temporaryFolder, writeArray, writeManifest, writeMaskFiles } from './problem-folder.ts';
import { initialOf, type Setting } from './setting.ts';
import type { Level } from './tickets.ts';

/** The name of a level's mask set. */
export const maskSet = (level: Level): string | null =>
  level.masks === null ? null : `round-${level.round}`;

/** The mask sets of some levels. */
export const maskSets = (levels: readonly Level[]): Map<string, Masks> =>
  new Map(levels.flatMap((l) => (l.masks === null ? [] : [[`round-${l.round}`, l.masks]])));

/** What a problem's folder holds besides its initial weights. */
export interface Contents {
  readonly dataset: Dataset;
  readonly batches: readonly Batch[];
  /** Mask sets by name. */
  readonly masks?: ReadonlyMap<string, Masks>;
  /** The whole training set, validation and test; otherwise the batches' own examples alone. */
  readonly everything?: boolean;
}

/** Writes what every contender reads (peers/README.md) to a new folder, removed when this process ends. */
export function writeProblem(setting: Setting, contents: Contents): string {
  const { network, batch, optimizer, learningRate } = setting;
  const { dataset, batches, masks = new Map<string, Masks>(), everything = false } = contents;
  const folder = temporaryFolder();
  const arrays: Record<string, ArrayEntry> = {};
  const write = (name: string, dtype: Dtype, shape: number[], data: NodeJS.TypedArray): void => {
    arrays[name] = writeArray(folder, name, dtype, shape, data);
  };
  // Peers without a layer that flattens get flat rows.
  const flat = network.layers[0]?.kind === 'flatten';
  const row = flat ? [elements(network.input)] : network.input;
  const examples = (name: string, images: Uint8Array, labels: Uint8Array): void => {
    write(`${name}/images`, 'U8', [labels.length, ...row], images);
    write(`${name}/labels`, 'U8', [labels.length], labels);
  };
  const { train, test } = dataset;
  const all = (e: Examples): Int32Array => Int32Array.from({ length: e.count }, (_, i) => i);
  const rows = Int32Array.from(batches.flatMap(({ indices }) => [...indices]));
  examples('train', ...rowsOf(train, everything ? all(train) : rows));
  const places = everything ? rows : rows.map((_, i) => i);
  write('train/batches', 'I32', [batches.length, batch], places);
  if (everything) {
    examples('validation', ...rowsOf(train, splitOf(dataset).validation));
    examples('test', ...rowsOf(test, all(test)));
  }
  const initial = initialOf(setting);
  for (const { name, shape } of parametersOf(network)) {
    write(`init/${name}`, 'F32', [...shape], initial.get(name) ?? new Float32Array());
  }
  for (const [set, of] of masks) {
    Object.assign(arrays, writeMaskFiles(folder, network, set, of));
  }
  writeManifest(folder, {
    format: 2,
    network,
    batch,
    optimizer: optimizerEntry(optimizer, learningRate),
    scaling: train.scaling,
    arrays,
  });
  return folder;
}

function optimizerEntry(optimizer: Optimizer, learning_rate: number): ManifestOptimizer {
  const { weightDecay: weight_decay, ...rest } = optimizer;
  return { ...rest, learning_rate, weight_decay };
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
