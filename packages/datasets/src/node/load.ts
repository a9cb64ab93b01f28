import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeCifar } from '../decode-cifar.ts';
import { decodeImages } from '../decode-images.ts';
import type { Dataset, Scaling } from '../examples.ts';
import { parseIdx } from '../idx.ts';
import {
  getDataset,
  getScaling,
  type CifarDefinition,
  type DrawnName,
  type IdxDefinition,
} from '../registry.ts';
import { drawStrokes } from '../strokes/draw-strokes.ts';
import { definitionsOf, type Environment } from './environment.ts';
import { corruptGzip, UNAVAILABLE } from './errors.ts';
import { getFiles } from './get.ts';
import { loadFolder } from './load-folder.ts';
import type { GottenFile } from './gotten-file.ts';

/** Choices of `load`. */
export interface LoadOptions {
  /** A scaling by name; the data set's default otherwise. */
  readonly scaling?: string | undefined;
  /** What to load instead when files are neither here nor to be downloaded. Never answers corrupt files. */
  readonly fallback?: DrawnName | undefined;
}

type Pair = Pick<Dataset, 'train' | 'test'>;

function unpack(file: GottenFile): Uint8Array {
  if (!file.packed) return file.bytes;
  try {
    return gunzipSync(file.bytes);
  } catch (error) {
    throw corruptGzip(file.path, error);
  }
}

function idxExamples(
  { shape, classes, counts }: IdxDefinition,
  files: readonly GottenFile[],
  scaling: Scaling,
): Pair {
  const pair = (images: GottenFile, labels: GottenFile, count: number) =>
    decodeImages(
      {
        images: parseIdx(unpack(images), images.path),
        labels: parseIdx(unpack(labels), labels.path),
        imagesFile: images.path,
        labelsFile: labels.path,
      },
      { count, shape, classes, scaling },
    );
  const [trainImages, trainLabels, testImages, testLabels] = files as [
    GottenFile,
    GottenFile,
    GottenFile,
    GottenFile,
  ];
  return {
    train: pair(trainImages, trainLabels, counts.train),
    test: pair(testImages, testLabels, counts.test),
  };
}

function cifarExamples(
  { shape, classes, counts, files: { train } }: CifarDefinition,
  files: readonly GottenFile[],
  scaling: Scaling,
): Pair {
  const batches = files.map(({ bytes, path }) => ({ bytes, file: path }));
  const kind = { shape, classes, scaling };
  return {
    train: decodeCifar(batches.slice(0, train.length), { ...kind, count: counts.train }),
    test: decodeCifar(batches.slice(train.length), { ...kind, count: counts.test }),
  };
}

function assemble(
  definition: IdxDefinition | CifarDefinition,
  files: readonly GottenFile[],
  scaling: Scaling,
): Dataset {
  const { name, title, shape, classes } = definition;
  const folders = [...new Set(files.map(({ path }) => dirname(path)))].join(' and ');
  const how = files.some(({ downloaded }) => downloaded !== null) ? 'downloaded to' : 'from';
  const pair =
    definition.kind === 'idx'
      ? idxExamples(definition, files, scaling)
      : cifarExamples(definition, files, scaling);
  const channels = shape[0] ?? 1;
  return { name, title, ...pair, classes, channels, source: `${title} ${how} ${folders}` };
}

/**
 * A data set in shared memory, from the folder, the cache or a download, in this order, or drawn. Every
 * file's size and SHA-256 is verified first. `source` says where it came from, and why where that is a fallback.
 *
 * @throws SWEEPSTAKE_DATASETS_UNKNOWN for a name or scaling; _UNAVAILABLE when the files cannot be had and no
 *   fallback was asked for; _CORRUPT, _GZIP, _TAR, _IDX, _CIFAR, _CONTENTS, _DOWNLOAD_CORRUPT for files that are not right;
 *   _FOLDER_GONE for a folder of one's own that was moved or changed
 */
export async function load(
  name: string,
  environment: Environment,
  options: LoadOptions = {},
): Promise<Dataset> {
  const definition = getDataset(name, definitionsOf(environment));
  const scaling = getScaling(definition, options.scaling);
  if (definition.kind === 'drawn') return drawStrokes({ set: definition.name, scaling });
  if (definition.kind === 'folder') return loadFolder(definition, environment);
  try {
    const files = await getFiles(name, environment, 'refuse');
    return assemble(definition, files, scaling);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (options.fallback === undefined || code !== UNAVAILABLE) throw error;
    const strokes = drawStrokes({ set: options.fallback });
    const why = `${definition.title} is neither here nor to be downloaded`;
    return { ...strokes, source: `${strokes.source}, because ${why}` };
  }
}
