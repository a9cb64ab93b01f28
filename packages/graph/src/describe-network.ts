import { elements } from './elements.ts';
import type { Layer, Network } from './network.ts';
import { countParameters, countWeights } from './parameters.ts';
import { shapesOf } from './shapes.ts';

const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const bracket = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

function kindOf(layer: Layer): string {
  switch (layer.kind) {
    case 'convolution':
      return `convolution ${layer.kernel.join('x')}, stride ${layer.stride}, padding ${layer.padding}`;
    case 'max-pool':
    case 'average-pool':
      return `${layer.kind} ${layer.size}x${layer.size}`;
    case 'dropout':
      return `dropout ${layer.rate}`;
    default:
      return layer.kind;
  }
}

function row(layer: Layer, shapes: ReadonlyMap<string, readonly number[]>): string[] {
  const output = bracket(shapes.get(layer.name)!);
  const start = [layer.name, kindOf(layer), layer.inputs.join(', '), output];
  if (layer.kind === 'norm') return [...start, bracket(layer.scale.shape), layer.scale.role, ''];
  if (layer.kind !== 'dense' && layer.kind !== 'convolution') return [...start, '', '', ''];
  const { weight } = layer;
  return [...start, bracket(weight.shape), weight.role, thousands(elements(weight.shape))];
}

/**
 * A table of the network for people: one line per layer with its window or rate, its output
 * shape, its weight's (a norm's scale's) shape and role, and its number of weights (biases and norms
 * not counted), then the totals. Lines end without
 * trailing spaces; the text has no final newline. Throws as `shapesOf` does.
 */
export function describeNetwork(network: Network): string {
  const shapes = shapesOf(network);
  const header = ['layer', 'kind', 'reads', 'output', 'weight', 'role', 'weights'];
  const rows = [header, ...network.layers.map((layer) => row(layer, shapes))];
  const widths = header.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, i) =>
        i === cells.length - 1 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!),
      )
      .join('  ')
      .trimEnd(),
  );
  const weights = thousands(countWeights(network));
  const all = thousands(countParameters(network));
  const others = network.layers.some(({ kind }) => kind === 'norm') ? 'biases and norms' : 'biases';
  return [
    `${network.name}: input ${bracket(network.input)}, ${network.head.kind} head`,
    ...lines,
    `${weights} weights, ${all} parameters with ${others}`,
  ].join('\n');
}
