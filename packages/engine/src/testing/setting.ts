import type { Head, Layer, Network } from '@sweepstake/graph';
import type { Batch, Examples, Masks, Tensors } from '@sweepstake/training';
import { Draw } from './draw.ts';

/** Dense layers fc1, fc2, ... of these sizes with ReLU between them; `biases` false leaves biases out. */
export function mlp(sizes: readonly number[], biases = true): Network {
  const layers: Layer[] = [];
  for (let n = 1; n < sizes.length; n++) {
    const [fanIn, fanOut] = [sizes[n - 1]!, sizes[n]!];
    const last = n === sizes.length - 1;
    layers.push({
      kind: 'dense',
      name: `fc${n}`,
      inputs: [n === 1 ? 'input' : `relu${n - 1}`],
      in: fanIn,
      out: fanOut,
      weight: {
        name: `fc${n}.weight`,
        shape: [fanOut, fanIn],
        role: last ? 'output' : 'hidden',
        initialiser: { kind: 'glorot-normal', fanIn, fanOut },
      },
      bias: biases
        ? {
            name: `fc${n}.bias`,
            shape: [fanOut],
            role: 'bias',
            initialiser: { kind: 'constant', value: 0 },
          }
        : null,
    });
    if (!last) layers.push({ kind: 'relu', name: `relu${n}`, inputs: [`fc${n}`] });
  }
  const head: Head = { kind: 'class', classes: sizes.at(-1)! };
  return { name: `mlp-${sizes.join('-')}`, input: [sizes[0]!], layers, head };
}

/** Random weights and biases of a size at which a few steps stay tame. */
export function drawWeights(network: Network, draw: Draw): Tensors {
  const weights = new Map<string, Float32Array>();
  for (const layer of network.layers) {
    if (layer.kind !== 'dense') continue;
    const scale = 1 / Math.sqrt(layer.in);
    weights.set(
      layer.weight.name,
      draw.floats(layer.in * layer.out, 0).map((v) => scale * v),
    );
    if (layer.bias !== null) weights.set(layer.bias.name, draw.floats(layer.out, 0));
  }
  return weights;
}

/** A mask of about this density per weight. */
export function drawMasks(network: Network, draw: Draw, density: number): Masks {
  return new Map(
    network.layers.flatMap((layer) =>
      layer.kind === 'dense'
        ? [[layer.weight.name, draw.mask(layer.in * layer.out, density)] as const]
        : [],
    ),
  );
}

/** Bytes divided by 255, or floats in [-1, 1); many of both are 0. */
export function drawExamples(network: Network, draw: Draw, count: number, bytes = true): Examples {
  const features = network.input.reduce((a, b) => a * b, 1);
  const classes = network.head.kind === 'class' ? network.head.classes : 1;
  return {
    count,
    shape: network.input,
    inputs: bytes ? draw.bytes(count * features, 0.6) : draw.floats(count * features, 0.3),
    scaling: { divisor: [bytes ? 255 : 1], offset: [0] },
    targets: Uint8Array.from({ length: count }, () => draw.below(classes)),
  };
}

/** The examples from..from + size - 1, going round. */
export const batchOf = (examples: Examples, size: number, from = 0): Batch => ({
  examples,
  indices: Int32Array.from({ length: size }, (_, i) => (from + i) % examples.count),
});
