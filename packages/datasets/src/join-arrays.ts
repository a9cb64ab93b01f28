import type { DatasetFile, OwnScaling } from './dataset-file.ts';
import { badArray } from './errors.ts';
import type { Examples, Scaling } from './examples.ts';
import type { NumberArray } from './npy.ts';
import { sharedBytes } from './shared-bytes.ts';

/** Images and labels as read, with the names that errors use. */
export interface ArrayPair {
  readonly images: NumberArray;
  readonly labels: NumberArray;
  readonly imagesFile: string;
  readonly labelsFile: string;
}

/**
 * Joins arrays of one's own into examples, copied once into shared memory. Images are `[count, ...shape]` (without
 * the axis of a single channel where one likes) of bytes or float32, which are taken as they are; labels are `[count]`
 * of whole numbers.
 *
 * @throws SWEEPSTAKE_DATASETS_ARRAY for another shape or type, a value that is not finite, or a label that is no class
 */
export function joinArrays(
  { images, labels, imagesFile, labelsFile }: ArrayPair,
  { shape, classes, scaling }: Pick<DatasetFile, 'shape' | 'classes' | 'scaling'>,
): Examples {
  const count = images.shape[0] ?? 0;
  checkShape(images.shape, shape, imagesFile);
  const inputs = inputsOf(images, imagesFile);
  if (labels.shape.join('x') !== String(count)) {
    const found = labels.shape.length === 0 ? 'a single number' : labels.shape.join('x');
    const problem = `labels of shape ${found} instead of ${count}`;
    throw badArray(labelsFile, problem, 'give one label per image');
  }
  const targets = targetsOf(labels, classes, labelsFile);
  return { count, shape, inputs, scaling: scalingOf(scaling, inputs), targets };
}

function checkShape(found: readonly number[], shape: readonly number[], file: string): void {
  const [count = 0, ...one] = found;
  const text = one.join('x');
  const flat = shape[0] === 1 && shape.length === 3 ? shape.slice(1).join('x') : null;
  const problem = `images of shape ${found.join('x')} instead of (count)x${shape.join('x')}`;
  if (text !== shape.join('x') && text !== flat) {
    const [channels, height, width] = shape;
    const last = shape.length === 3 && text === `${height}x${width}x${channels}`;
    const remedy = last
      ? 'channels come first: save .transpose(0, 3, 1, 2) of it'
      : 'correct shape in dataset.json, or reshape the array';
    throw badArray(file, problem, remedy);
  }
  if (count === 0) throw badArray(file, 'it has no images', 'give at least one');
}

function inputsOf({ type, data }: NumberArray, file: string): Uint8Array | Float32Array {
  if (type === 'uint8') {
    const bytes = sharedBytes(data.length);
    bytes.set(data as Uint8Array);
    return bytes;
  }
  if (type !== 'float32') {
    const remedy = `save .astype('float32') of it${type === 'float64' ? ', which rounds' : ''}`;
    throw badArray(file, `images are ${type}, not uint8 or float32`, remedy);
  }
  const values = data as Float32Array;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw badArray(file, `value ${wrong} of the images is ${values[wrong]}`, 'make all finite');
  }
  const floats = new Float32Array(sharedBytes(4 * data.length).buffer);
  floats.set(values);
  return floats;
}

function targetsOf(
  { type, data }: NumberArray,
  classes: number,
  file: string,
): Uint8Array | Int32Array {
  if (!type.includes('int')) {
    throw badArray(file, `labels are ${type}, not whole numbers`, "save .astype('int64') of them");
  }
  const bytes = sharedBytes(data.length * (classes <= 256 ? 1 : 4));
  const targets = classes <= 256 ? bytes : new Int32Array(bytes.buffer);
  for (let i = 0; i < data.length; i++) {
    const label = Number(data[i]);
    if (label < 0 || label >= classes) {
      const problem = `label ${label} of example ${i} is not in 0..${classes - 1}`;
      throw badArray(file, problem, 'correct it, or classes in dataset.json');
    }
    targets[i] = label;
  }
  return targets;
}

/** `(v / divisor - mean) / std` as `v / (divisor std) - mean / std`. */
function scalingOf({ divisor, mean, std }: OwnScaling, inputs: Uint8Array | Float32Array): Scaling {
  const by = divisor ?? [inputs instanceof Uint8Array ? 255 : 1];
  const count = Math.max(by.length, mean.length, std.length);
  const channels = Array.from({ length: count }, (_, c) => c);
  const at = (list: readonly number[], c: number): number => list[c] ?? list[0]!;
  return {
    divisor: channels.map((c) => at(by, c) * at(std, c)),
    offset: channels.map((c) => at(mean, c) / at(std, c)),
  };
}
