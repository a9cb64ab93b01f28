import { elements, parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Stream } from '@sweepstake/random';
import type { Batch, Examples, Masks, Scaling, Tensors } from '@sweepstake/training';

export const pick = <T>(from: readonly T[], stream: Stream): T => from[stream.below(from.length)]!;

/** Glorot-sized weights; biases are drawn as well, so that they matter. */
export function drawWeights(network: Network, stream: Stream): Tensors {
  const weights = new Map<string, Float32Array>();
  for (const { name, shape } of parametersOf(network)) {
    const scale = Math.sqrt(2 / (shape.at(-1)! + shape[0]!));
    weights.set(
      name,
      Float32Array.from({ length: elements(shape) }, () => scale * stream.normal()),
    );
  }
  return weights;
}

/** A mask per weight of about this density; above 0 and below 1 one row and one column are empty. */
export function drawMasks(
  network: Network,
  stream: Stream,
  density: (layer: string) => number,
): Masks {
  const masks = new Map<string, Uint8Array>();
  for (const layer of network.layers) {
    if (layer.kind !== 'dense') continue;
    const d = density(layer.name);
    const holes = d > 0 && d < 1;
    const emptyRow = holes && layer.out > 1 ? stream.below(layer.out) : -1;
    const emptyColumn = holes && layer.in > 1 ? stream.below(layer.in) : -1;
    const keeps = (i: number): boolean =>
      stream.uniform() < d && Math.floor(i / layer.in) !== emptyRow && i % layer.in !== emptyColumn;
    masks.set(
      layer.weight.name,
      Uint8Array.from({ length: layer.in * layer.out }, (_, i) => (keeps(i) ? 1 : 0)),
    );
  }
  return masks;
}

export interface ExamplesOptions {
  readonly count: number;
  readonly bytes: boolean;
  readonly scaling: Scaling;
}

/** Random examples with targets of the network's head; a third of the stored values are 0. */
export function drawExamples(
  network: Network,
  stream: Stream,
  { count, bytes, scaling }: ExamplesOptions,
): Examples {
  const value = bytes ? () => stream.below(256) : () => stream.normal();
  const draw = (): number => (stream.below(3) === 0 ? 0 : value());
  const length = count * elements(network.input);
  return {
    count,
    shape: network.input,
    inputs: bytes ? Uint8Array.from({ length }, draw) : Float32Array.from({ length }, draw),
    scaling,
    targets: drawTargets(network, stream, count),
  };
}

function drawTargets(network: Network, stream: Stream, count: number): Examples['targets'] {
  const { head } = network;
  switch (head.kind) {
    case 'class':
      return Uint8Array.from({ length: count }, () => stream.below(head.classes));
    case 'class-per-position': {
      const target = (): number =>
        head.padding !== null && stream.below(4) === 0 ? head.padding : stream.below(head.classes);
      return Int32Array.from({ length: count }, target);
    }
    case 'regression':
      return Float32Array.from({ length: count * head.targets }, () => stream.normal());
  }
}

/** `size` examples in random order, without repeats. */
export const drawBatch = (examples: Examples, stream: Stream, size: number): Batch => ({
  examples,
  indices: stream.permutation(examples.count).slice(0, size),
});
