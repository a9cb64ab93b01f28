import { checkLayer } from './check-layer.ts';
import { checkInitialiser, checkShape, sameShape } from './check-parameter.ts';
import { badNumber, duplicateName, emptyNetwork, headMisfit, reservedName } from './errors.ts';
import type { Head, Network } from './network.ts';
import { parametersOf } from './parameters.ts';
import { shapesOf } from './shapes.ts';
import { statisticsOf } from './statistics.ts';

function checkUnique(what: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw duplicateName(what, name);
    seen.add(name);
  }
}

function checkHead(head: Head, layer: string, given: readonly number[]): void {
  const width = head.kind === 'regression' ? head.targets : head.classes;
  checkShape(`the ${head.kind} head`, [width]);
  if (head.kind !== 'class-per-position') {
    if (!sameShape(given, [width])) throw headMisfit(layer, given, [width], head.kind);
    return;
  }
  const smoothing = head.labelSmoothing;
  if (!(smoothing >= 0 && smoothing <= 1)) throw badNumber('label smoothing', smoothing, 'in 0..1');
  // The last axis holds the classes; the axes before it are positions.
  const wanted = [...given.slice(0, -1), width];
  if (!sameShape(given, wanted)) throw headMisfit(layer, given, wanted, head.kind);
}

/**
 * Checks that a network can be computed: layer and parameter names (running statistics
 * included) are unique, every layer reads
 * the input or an earlier layer (`add` two of them), strides, sizes and rates are in range, shapes
 * fit from layer to layer and to the parameters, roles suit their layers, initialisers are finite,
 * and the last layer's output is what the head needs. A class-per-position head takes `[classes]`
 * or `[positions, classes]`. A value that nothing reads is fine.
 *
 * Throws the first misfit found, naming the layer and both shapes. Changes nothing.
 */
export function checkNetwork(network: Network): void {
  checkShape(`the input of ${network.name}`, network.input);
  const last = network.layers.at(-1);
  if (last === undefined) throw emptyNetwork(network.name);
  const layers = network.layers.map(({ name }) => name);
  if (layers.includes('input')) throw reservedName('input');
  checkUnique('layer', layers);
  const parameters = parametersOf(network);
  checkUnique(
    'parameter',
    [...parameters, ...statisticsOf(network)].map(({ name }) => name),
  );
  network.layers.forEach(checkLayer);
  parameters.forEach(checkInitialiser);
  checkHead(network.head, last.name, shapesOf(network).get(last.name)!);
}
