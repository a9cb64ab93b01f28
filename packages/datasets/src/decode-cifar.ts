import type { ImageKind } from './decode-images.ts';
import { badBatchFile, wrongContents } from './errors.ts';
import type { Examples } from './examples.ts';
import { sharedBytes } from './shared-bytes.ts';

/** One file of binary records, with the name that errors use. */
export interface CifarBatch {
  readonly bytes: Uint8Array;
  readonly file: string;
}

/**
 * Joins CIFAR's binary batches into examples, copied once into shared memory. A record is a label byte and then
 * the image, channels first and each channel row-major; every batch holds equally many (the page
 * https://www.cs.toronto.edu/~kriz/cifar.html).
 *
 * @throws SWEEPSTAKE_DATASETS_CIFAR when a batch is truncated or too long; SWEEPSTAKE_DATASETS_CONTENTS when a
 *   label is no class
 */
export function decodeCifar(batches: readonly CifarBatch[], kind: ImageKind): Examples {
  const { count, shape, classes, scaling } = kind;
  const size = shape.reduce((product, side) => product * side, 1);
  const records = count / batches.length;
  for (const batch of batches) checkLength(batch, records, 1 + size);
  const inputs = sharedBytes(count * size);
  const targets = sharedBytes(count);
  let example = 0;
  for (const { bytes, file } of batches) {
    for (let record = 0; record < records; record++, example++) {
      const start = record * (1 + size);
      const label = bytes[start]!;
      if (label >= classes) {
        throw wrongContents(file, `label ${label} of record ${record} is not below ${classes}`);
      }
      targets[example] = label;
      inputs.set(bytes.subarray(start + 1, start + 1 + size), example * size);
    }
  }
  return { count, shape, inputs, scaling, targets };
}

/** Before anything is allocated. */
function checkLength({ bytes, file }: CifarBatch, records: number, size: number): void {
  const expected = records * size;
  if (bytes.length === expected) return;
  const problem = bytes.length < expected ? 'truncated' : 'too long';
  throw badBatchFile(
    file,
    `${problem}: ${records} records of ${size} bytes need ${expected} bytes, it has ${bytes.length}`,
  );
}
