import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeImages } from '../decode-images.ts';
import type { Dataset } from '../examples.ts';
import { parseIdx } from '../idx.ts';
import { getDataset, getScaling, type IdxDefinition } from '../registry.ts';
import { drawStrokes } from '../strokes/draw-strokes.ts';
import { definitionsOf, type Environment } from './environment.ts';
import { corruptGzip, UNAVAILABLE } from './errors.ts';
import { getFiles, type GottenFile } from './get.ts';

/** Choices of `load`. */
export interface LoadOptions {
  /** A scaling by name; the data set's default otherwise. */
  readonly scaling?: string | undefined;
  /** What to load instead when files are neither here nor to be downloaded. Never answers corrupt files. */
  readonly fallback?: 'strokes' | undefined;
}

function unpack(file: GottenFile): Uint8Array {
  if (!file.packed) return file.bytes;
  try {
    return gunzipSync(file.bytes);
  } catch (error) {
    throw corruptGzip(file.path, error);
  }
}

function assemble(
  definition: IdxDefinition,
  files: readonly GottenFile[],
  scalingName: string | undefined,
): Dataset {
  const { name, title, shape, classes, counts } = definition;
  const scaling = getScaling(definition, scalingName);
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
  const folders = [...new Set(files.map(({ path }) => dirname(path)))].join(' and ');
  const how = files.some(({ downloaded }) => downloaded !== null) ? 'downloaded to' : 'from';
  return {
    name,
    title,
    train: pair(trainImages, trainLabels, counts.train),
    test: pair(testImages, testLabels, counts.test),
    classes,
    channels: shape[0] ?? 1,
    source: `${title} ${how} ${folders}`,
  };
}

/**
 * A data set in shared memory, from the folder, the cache or a download, in this order, or drawn. Every
 * file's size and SHA-256 is verified first. `source` says where it came from, and why where that is a fallback.
 *
 * @throws SWEEPSTAKE_DATASETS_UNKNOWN for a name or scaling; _UNAVAILABLE when the files cannot be had and no
 *   fallback was asked for; _CORRUPT, _GZIP, _IDX, _CONTENTS, _DOWNLOAD_CORRUPT for files that are not right
 */
export async function load(
  name: string,
  environment: Environment,
  options: LoadOptions = {},
): Promise<Dataset> {
  const definition = getDataset(name, definitionsOf(environment));
  const scaling = getScaling(definition, options.scaling);
  if (definition.kind === 'drawn') return drawStrokes({ scaling });
  try {
    const files = await getFiles(name, environment, 'refuse');
    return assemble(definition, files, options.scaling);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (options.fallback !== 'strokes' || code !== UNAVAILABLE) throw error;
    const strokes = drawStrokes();
    const why = `${definition.title} is neither here nor to be downloaded`;
    return { ...strokes, source: `${strokes.source}, because ${why}` };
  }
}
