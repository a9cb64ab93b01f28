import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parseDatasetFile } from '../dataset-file.ts';
import type { ArrayFiles, DatasetFile } from '../dataset-file.ts';
import { badArray } from '../errors.ts';
import type { Dataset, Examples } from '../examples.ts';
import { parseIdx } from '../idx.ts';
import { joinArrays } from '../join-arrays.ts';
import { parseNpy } from '../npy.ts';
import type { NumberArray } from '../npy.ts';
import type { FolderDefinition } from '../registry.ts';
import { sha256Hex } from './check-bytes.ts';
import { corruptGzip, noArray, noDatasetFile, notJson, unknownArray } from './errors.ts';

/** A data set of one's own: what stages need to know of it, and its examples. */
export interface OwnDataset {
  readonly definition: FolderDefinition;
  readonly dataset: Dataset;
}

/** The file in a folder that makes it a data set. */
const DEFINITION = 'dataset.json';

/** Hex digits of the hash in a name. */
const DIGITS = 12;

/** One of so many training examples is held out where the file does not say: 5,000 of 60,000, as of MNIST. */
const HELD_OUT = 12;

/**
 * Reads a folder with a `dataset.json` that names arrays in `.npy` or IDX files, with `.gz` or without.
 * Its name is `<name>@<hash>`, the hash being the first 12 hex digits of the SHA-256 of name, shape, classes, scaling
 * and all examples: the same data has the same name wherever it lies, in whichever files. Writes nothing.
 *
 * @param folder absolute, or relative to the working folder
 * @throws SWEEPSTAKE_DATASETS_NO_DATASET_FILE, _DATASET_FILE, _NO_ARRAY, _ARRAY, _NPY, _IDX, _GZIP
 */
export function readDatasetFolder(folder: string): OwnDataset {
  const path = resolve(folder);
  const file = parseDatasetFile(readDefinition(path), join(path, DEFINITION));
  const train = examplesOf(path, file, file.train);
  const test = examplesOf(path, file, file.test);
  const { title, shape, classes } = file;
  if (typeOf(train) !== typeOf(test)) {
    const problem = `images are ${typeOf(test)}, those of train ${typeOf(train)}`;
    throw badArray(join(path, file.test.images), problem, 'save both as one type');
  }
  const name = `${file.name}@${hashOf(file, train, test)}`;
  const channels = shape.length === 3 ? shape[0]! : 1;
  return {
    definition: {
      kind: 'folder',
      name,
      title,
      shape,
      classes,
      counts: { train: train.count, test: test.count },
      validation: file.validation ?? Math.max(1, Math.floor(train.count / HELD_OUT)),
      scalings: { default: train.scaling },
      inputs: typeOf(train),
      folders: [path],
    },
    dataset: { name, title, train, test, classes, channels, source: `${title} from ${path}` },
  };
}

function readDefinition(folder: string): unknown {
  const file = join(folder, DEFINITION);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw noDatasetFile(folder, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notJson(file, error);
  }
}

function examplesOf(folder: string, file: DatasetFile, { images, labels }: ArrayFiles): Examples {
  const [imagesFile, labelsFile] = [join(folder, images), join(folder, labels)];
  return joinArrays(
    { images: readArray(imagesFile), labels: readArray(labelsFile), imagesFile, labelsFile },
    file,
  );
}

function readArray(file: string): NumberArray {
  const plain = file.replace(/\.gz$/, '');
  const isNpy = plain.endsWith('.npy');
  if (!isNpy && !/(?:\.idx|ubyte)$/.test(plain)) throw unknownArray(file);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw noArray(file, error);
  }
  if (plain !== file) {
    try {
      bytes = gunzipSync(bytes);
    } catch (error) {
      throw corruptGzip(file, error);
    }
  }
  return isNpy ? parseNpy(bytes, file) : { type: 'uint8', ...parseIdx(bytes, file) };
}

const typeOf = ({ inputs }: Examples): 'uint8' | 'float32' =>
  inputs instanceof Uint8Array ? 'uint8' : 'float32';

function hashOf({ name, shape, classes }: DatasetFile, train: Examples, test: Examples): string {
  const parts = [train, test].map((examples) => {
    const { count, inputs, targets, scaling } = examples;
    return {
      count,
      inputs: typeOf(examples),
      images: sha256Hex(bytesOf(inputs)),
      labels: sha256Hex(bytesOf(Int32Array.from(targets))),
      divisor: scaling.divisor,
      offset: scaling.offset,
    };
  });
  const content = JSON.stringify({ name, shape, classes, train: parts[0], test: parts[1] });
  return createHash('sha256').update(content).digest('hex').slice(0, DIGITS);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
