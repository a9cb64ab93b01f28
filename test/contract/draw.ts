import { elements, parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Stream } from '@sweepstake/random';
import type { Batch, Examples, Masks, Moves, Scaling, Tensors } from '@sweepstake/training';

export const pick = <T>(from: readonly T[], stream: Stream): T => from[stream.below(from.length)]!;

/** Glorot-sized weights; biases are drawn as well, so that they matter, and scales of normalisations around 1. */
export function drawWeights(network: Network, stream: Stream): Tensors {
  const weights = new Map<string, Float32Array>();
  for (const { name, shape, role } of parametersOf(network)) {
    const [out, inputs = out, ...window] = shape;
    const centre = role === 'norm' && name.endsWith('.weight') ? 1 : 0;
    const scale = role === 'norm' ? 0.3 : Math.sqrt(2 / (elements(window) * (inputs! + out!)));
    weights.set(
      name,
      Float32Array.from({ length: elements(shape) }, () => centre + scale * stream.normal()),
    );
  }
  return weights;
}

/** A mask per weight of about this density; above 0 and below 1 one output and one input of it have no survivor. */
export function drawMasks(
  network: Network,
  stream: Stream,
  density: (layer: string) => number,
): Masks {
  const masks = new Map<string, Uint8Array>();
  for (const layer of network.layers) {
    if (layer.kind !== 'dense' && layer.kind !== 'convolution') continue;
    const size = layer.kind === 'dense' ? 1 : elements(layer.kernel);
    const d = density(layer.name);
    const holes = d > 0 && d < 1;
    const emptyRow = holes && layer.out > 1 ? stream.below(layer.out) : -1;
    const emptyColumn = holes && layer.in > 1 ? stream.below(layer.in) : -1;
    const keeps = (i: number): boolean => {
      const [row, column] = [Math.floor(i / size / layer.in), Math.floor(i / size) % layer.in];
      return stream.uniform() < d && row !== emptyRow && column !== emptyColumn;
    };
    masks.set(
      layer.weight.name,
      Uint8Array.from({ length: layer.in * layer.out * size }, (_, i) => (keeps(i) ? 1 : 0)),
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

/** A move of up to two pixels each way per example of a batch, half of them mirrored. */
export const drawMoves = (stream: Stream, size: number): Moves => ({
  flip: Uint8Array.from({ length: size }, () => stream.below(2)),
  down: Int8Array.from({ length: size }, () => stream.below(5) - 2),
  right: Int8Array.from({ length: size }, () => stream.below(5) - 2),
});

/** `size` examples in random order, without repeats. */
export const drawBatch = (examples: Examples, stream: Stream, size: number): Batch => ({
  examples,
  indices: stream.permutation(examples.count).slice(0, size),
});
