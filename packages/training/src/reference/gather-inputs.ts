import type { Batch } from '../backend.ts';
import { badLength, badValue } from '../errors.ts';

/** The network inputs of a batch, `[n, features]`, scaled as `Scaling` says. Throws where they do not fit. */
export function gatherInputs({ examples, indices }: Batch, features: number): Float64Array {
  const { inputs, count, scaling } = examples;
  if (inputs.length !== count * features)
    throw badLength('inputs of the examples', inputs.length, count * features);
  const channels = scaling.divisor.length;
  if (channels < 1 || features % channels !== 0)
    throw badValue('channels of the scaling', channels, `give a divisor of ${features}`);
  if (scaling.offset.length !== channels)
    throw badLength('offset of the scaling', scaling.offset.length, channels);

  const plane = features / channels;
  const x = new Float64Array(indices.length * features);
  for (const [e, index] of indices.entries()) {
    if (index < 0 || index >= count)
      throw badValue('example index', index, `give an index in 0..${count - 1}`);
    for (let i = 0; i < features; i++) {
      const channel = Math.floor(i / plane);
      const stored = inputs[index * features + i]!;
      const divided = Math.fround(stored / scaling.divisor[channel]!);
      x[e * features + i] = Math.fround(divided - scaling.offset[channel]!);
    }
  }
  return x;
}
