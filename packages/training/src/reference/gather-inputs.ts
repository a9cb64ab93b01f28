import { elements } from '@sweepstake/graph';
import type { Batch, Moves } from '../backend.ts';
import { badLength, badValue, unsupported } from '../errors.ts';

/**
 * The network inputs of a batch, `[n, ...shape]`: moved as `Moves` says and then scaled as `Scaling` says. Throws
 * where they do not fit.
 */
export function gatherInputs(batch: Batch, shape: readonly number[]): Float64Array {
  const { examples, indices, moves } = batch;
  const { inputs, count, scaling } = examples;
  const features = elements(shape);
  if (inputs.length !== count * features)
    throw badLength('inputs of the examples', inputs.length, count * features);
  const channels = scaling.divisor.length;
  if (channels < 1 || features % channels !== 0)
    throw badValue('channels of the scaling', channels, `give a divisor of ${features}`);
  if (scaling.offset.length !== channels)
    throw badLength('offset of the scaling', scaling.offset.length, channels);
  if (moves !== undefined) checkMoves(moves, indices.length, shape);

  const plane = features / channels;
  const x = new Float64Array(indices.length * features);
  for (const [e, index] of indices.entries()) {
    if (index < 0 || index >= count)
      throw badValue('example index', index, `give an index in 0..${count - 1}`);
    const source = moves === undefined ? null : sourceOf(moves, e, shape);
    for (let i = 0; i < features; i++) {
      const channel = Math.floor(i / plane);
      const from = source === null ? i : source(i);
      const stored = from < 0 ? 0 : inputs[index * features + from]!;
      const divided = Math.fround(stored / scaling.divisor[channel]!);
      x[e * features + i] = Math.fround(divided - scaling.offset[channel]!);
    }
  }
  return x;
}

function checkMoves({ flip, down, right }: Moves, n: number, shape: readonly number[]): void {
  if (shape.length !== 3)
    throw unsupported(
      `moving inputs of [${shape.join(', ')}]`,
      'give moves for [channels, height, width] only',
    );
  for (const [name, { length }] of Object.entries({ flip, down, right }))
    if (length !== n) throw badLength(`moves.${name}`, length, n);
}

/** Where entry i of the moved image of example e of a batch is stored; -1 outside the image. */
function sourceOf(
  { flip, down, right }: Moves,
  e: number,
  [, height, width]: readonly number[],
): (i: number) => number {
  const [h, w] = [height!, width!];
  return (i) => {
    const column = i % w;
    const row = Math.floor(i / w) % h;
    const channel = Math.floor(i / (h * w));
    const r = row + down[e]!;
    const c = (flip[e] === 1 ? w - 1 - column : column) + right[e]!;
    return r < 0 || r >= h || c < 0 || c >= w ? -1 : (channel * h + r) * w + c;
  };
}
