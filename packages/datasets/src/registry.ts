import { addedDataset } from './added-datasets.ts';
import { cifar10Files, type CifarFiles } from './cifar-files.ts';
import { notLoaded, unknownName } from './errors.ts';
import type { Scaling } from './examples.ts';
import { nearestNames } from './nearest-names.ts';
import { fashionMnistFiles, mnistFiles, type DatasetFiles } from './published-files.ts';

interface DefinitionBase {
  readonly name: string;
  /** Other names of its folder, and of the set in recorded runs; `getDataset` knows it by `name` alone. */
  readonly aliases?: readonly string[];
  readonly title: string;
  /** Shape of one example, channels first; whether a network flattens it is the network's business. */
  readonly shape: readonly number[];
  readonly classes: number;
  readonly counts: { readonly train: number; readonly test: number };
  /** Training examples held out for validation unless an experiment says otherwise. */
  readonly validation: number;
  /** By name; the first is the default. */
  readonly scalings: Readonly<Record<string, Scaling>>;
}

/** Read from published files. */
interface FileDefinition extends DefinitionBase {
  /** The drawn set of the same shape, for those who cannot have the files. */
  readonly standIn: DrawnName;
}

/** Read from published IDX files. */
export interface IdxDefinition extends FileDefinition {
  readonly kind: 'idx';
  readonly files: DatasetFiles;
}

/** Read from published binary batches of CIFAR, loose or in their archive. */
export interface CifarDefinition extends FileDefinition {
  readonly kind: 'cifar';
  readonly files: CifarFiles;
}

/** Drawn by this program. */
export interface DrawnDefinition extends DefinitionBase {
  readonly kind: 'drawn';
  readonly name: DrawnName;
}

/** Read from a folder of one's own with a `dataset.json`; plain data, as it was when the folder was read. */
export interface FolderDefinition extends DefinitionBase {
  readonly kind: 'folder';
  /** `<name>@<hash>`: the hash tells the examples and their scaling, and nothing of files and folders. */
  readonly name: string;
  /** Absolute paths of folders in which it was seen. */
  readonly folders: readonly string[];
  /** What the arrays of images hold. */
  readonly inputs: 'uint8' | 'float32';
}

/** A data set as data: what it is and where its bytes come from. */
export type Definition = IdxDefinition | CifarDefinition | DrawnDefinition | FolderDefinition;

/** `x = v / 255`. */
const unit: Scaling = { divisor: [255], offset: [0] };

/** `x = (v / 255 - mean) / std` per channel, rearranged to `v / (255 std) - mean / std`. */
const standard = (mean: readonly number[], std: readonly number[]): Scaling => ({
  divisor: std.map((deviation) => 255 * deviation),
  offset: std.map((deviation, channel) => mean[channel]! / deviation),
});

const mnistShaped = {
  shape: [1, 28, 28],
  classes: 10,
  counts: { train: 60_000, test: 10_000 },
  validation: 5_000,
};

const cifarShaped = {
  shape: [3, 32, 32],
  classes: 10,
  counts: { train: 50_000, test: 10_000 },
  validation: 5_000,
};

/** Every data set by name. */
export const datasets = {
  mnist: {
    ...mnistShaped,
    kind: 'idx',
    name: 'mnist',
    title: 'MNIST',
    scalings: { unit, standard: standard([0.1307], [0.3081]) },
    standIn: 'strokes',
    files: mnistFiles,
  },
  'fashion-mnist': {
    ...mnistShaped,
    kind: 'idx',
    name: 'fashion-mnist',
    title: 'Fashion-MNIST',
    scalings: { unit, standard: standard([0.286], [0.353]) },
    standIn: 'strokes',
    files: fashionMnistFiles,
  },
  'cifar-10': {
    ...cifarShaped,
    kind: 'cifar',
    name: 'cifar-10',
    aliases: ['cifar10'],
    title: 'CIFAR-10',
    scalings: {
      // Of the 50,000 training images, to four digits.
      standard: standard([0.4914, 0.4822, 0.4465], [0.247, 0.2435, 0.2616]),
      unit,
    },
    standIn: 'strokes-32',
    files: cifar10Files,
  },
  strokes: {
    ...mnistShaped,
    kind: 'drawn',
    name: 'strokes',
    title: 'strokes (drawn digits, not MNIST)',
    scalings: { unit },
  },
  'strokes-32': {
    ...cifarShaped,
    kind: 'drawn',
    name: 'strokes-32',
    title: 'strokes-32 (drawn digits in colour, not CIFAR-10)',
    scalings: { unit },
  },
} as const satisfies Readonly<Record<string, Definition>>;

/** A name in the registry. */
export type DatasetName = keyof typeof datasets;

/** A set that is drawn by this program. */
export type DrawnName = 'strokes' | 'strokes-32';

/**
 * The definition of a data set of the registry, or of one that `addDataset` took.
 *
 * @throws SWEEPSTAKE_DATASETS_UNKNOWN with the nearest names; _NOT_LOADED for the name of an own one that was not added
 */
export function getDataset(
  name: string,
  definitions: Readonly<Record<string, Definition>> = datasets,
): Definition {
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : addedDataset(name);
  if (definition === undefined && name.includes('@')) throw notLoaded(name);
  if (definition === undefined) {
    throw unknownName('data set', name, nearestNames(name, Object.keys(definitions)));
  }
  return definition;
}

/** The name of the data set that has this name or alias, or null. */
export function datasetNameOf(nameOrAlias: string): DatasetName | null {
  const all: readonly Definition[] = Object.values(datasets);
  const found = all.find(
    ({ name, aliases = [] }) => name === nameOrAlias || aliases.includes(nameOrAlias),
  );
  return (found?.name as DatasetName | undefined) ?? null;
}

/**
 * A data set's scaling by name, or its default.
 *
 * @throws SWEEPSTAKE_DATASETS_UNKNOWN with the nearest names
 */
export function getScaling(definition: Definition, name?: string): Scaling {
  const known = Object.keys(definition.scalings);
  const chosen = name ?? known[0] ?? 'unit';
  const scaling = Object.hasOwn(definition.scalings, chosen)
    ? definition.scalings[chosen]
    : undefined;
  if (scaling === undefined) {
    throw unknownName(`scaling of ${definition.name}`, chosen, nearestNames(chosen, known));
  }
  return scaling;
}
