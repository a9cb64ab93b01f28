import { wrongContents } from './errors.ts';
import type { Examples, Scaling } from './examples.ts';
import type { IdxArray } from './idx.ts';
import { sharedBytes } from './shared-bytes.ts';

/** An image file and its label file, parsed, with the names that errors use. */
export interface ImagePair {
  readonly images: IdxArray;
  readonly labels: IdxArray;
  readonly imagesFile: string;
  readonly labelsFile: string;
}

/** What image files must hold. */
export interface ImageKind {
  readonly count: number;
  /** `[channels, height, width]`; one channel where it comes from IDX. */
  readonly shape: readonly number[];
  readonly classes: number;
  readonly scaling: Scaling;
}

/**
 * Joins images `[count, height, width]` and labels `[count]` into examples, copied once into shared memory.
 *
 * @throws SWEEPSTAKE_DATASETS_CONTENTS when counts, image size or a label are not those of `kind`
 */
export function decodeImages(pair: ImagePair, kind: ImageKind): Examples {
  const { images, labels } = pair;
  const [, height, width] = kind.shape;
  const wanted = `${kind.count}x${height}x${width}`;
  if (images.shape.join('x') !== wanted) {
    throw wrongContents(pair.imagesFile, `${images.shape.join('x')} instead of ${wanted}`);
  }
  if (labels.shape.join('x') !== String(kind.count)) {
    throw wrongContents(
      pair.labelsFile,
      `${labels.shape.join('x')} instead of ${kind.count} labels`,
    );
  }
  const wrong = labels.data.findIndex((label) => label >= kind.classes);
  if (wrong >= 0) {
    throw wrongContents(
      pair.labelsFile,
      `label ${labels.data[wrong]} of example ${wrong} is not below ${kind.classes}`,
    );
  }
  const inputs = sharedBytes(images.data.length);
  inputs.set(images.data);
  const targets = sharedBytes(labels.data.length);
  targets.set(labels.data);
  return { count: kind.count, shape: kind.shape, inputs, scaling: kind.scaling, targets };
}
