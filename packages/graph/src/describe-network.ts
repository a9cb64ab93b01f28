import { elements } from './elements.ts';
import type { Layer, Network } from './network.ts';
import { countParameters, countWeights } from './parameters.ts';
import { shapesOf } from './shapes.ts';

const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const bracket = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

function row(layer: Layer, shapes: ReadonlyMap<string, readonly number[]>): string[] {
  const output = bracket(shapes.get(layer.name)!);
  const start = [layer.name, layer.kind, layer.inputs.join(', '), output];
  if (layer.kind !== 'dense') return [...start, '', '', ''];
  const { weight } = layer;
  return [...start, bracket(weight.shape), weight.role, thousands(elements(weight.shape))];
}

/**
 * A table of the network for people: one line per layer with its output shape, its weight's shape
 * and role, and its number of weights (biases not counted), then the totals. Lines end without
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
  return [
    `${network.name}: input ${bracket(network.input)}, ${network.head.kind} head`,
    ...lines,
    `${weights} weights, ${all} parameters with biases`,
  ].join('\n');
}
