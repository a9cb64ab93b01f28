import {
  badNumber,
  badShape,
  duplicateName,
  emptyNetwork,
  headMisfit,
  parameterMisfit,
  reservedName,
  wrongRole,
} from './errors.ts';
import type { DenseLayer, Head, Network, Parameter, Role } from './network.ts';
import { parametersOf } from './parameters.ts';
import { shapesOf } from './shapes.ts';

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

function checkShape(what: string, shape: readonly number[]): void {
  if (!shape.every((size) => Number.isSafeInteger(size) && size > 0)) throw badShape(what, shape);
}

function checkUnique(what: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw duplicateName(what, name);
    seen.add(name);
  }
}

function checkInitialiser({ name, initialiser }: Parameter): void {
  switch (initialiser.kind) {
    case 'glorot-normal':
      for (const side of ['fanIn', 'fanOut'] as const) {
        const fan = initialiser[side];
        if (!(fan > 0 && fan < Infinity)) throw badNumber(`${side} of ${name}`, fan, 'above 0');
      }
      break;
    case 'normal':
      if (!(initialiser.std >= 0 && initialiser.std < Infinity)) {
        throw badNumber(`std of ${name}`, initialiser.std, 'finite and at least 0');
      }
      break;
    case 'constant':
      if (!Number.isFinite(initialiser.value)) {
        throw badNumber(`initial value of ${name}`, initialiser.value, 'finite');
      }
  }
}

function checkParameter(
  layer: string,
  { name, shape, role }: Parameter,
  wanted: readonly number[],
  roles: readonly Role[],
): void {
  if (!same(shape, wanted)) throw parameterMisfit(layer, name, shape, wanted);
  if (!roles.includes(role)) throw wrongRole(layer, name, role, roles);
}

function checkDense({ name, weight, bias, in: inputs, out }: DenseLayer): void {
  checkShape(`layer ${name}`, [out, inputs]);
  checkParameter(name, weight, [out, inputs], ['hidden', 'output']);
  if (bias !== null) checkParameter(name, bias, [out], ['bias']);
}

function checkHead(head: Head, layer: string, given: readonly number[]): void {
  const width = head.kind === 'regression' ? head.targets : head.classes;
  checkShape(`the ${head.kind} head`, [width]);
  if (head.kind !== 'class-per-position') {
    if (!same(given, [width])) throw headMisfit(layer, given, [width], head.kind);
    return;
  }
  const smoothing = head.labelSmoothing;
  if (!(smoothing >= 0 && smoothing <= 1)) throw badNumber('label smoothing', smoothing, 'in 0..1');
  // The last axis holds the classes; the axes before it are positions.
  const wanted = [...given.slice(0, -1), width];
  if (!same(given, wanted)) throw headMisfit(layer, given, wanted, head.kind);
}

/**
 * Checks that a network can be computed: layer and parameter names are unique, every layer reads
 * the input or an earlier layer, shapes fit from layer to layer and to the parameters, initialisers
 * are finite, and the last layer's output is what the head needs. A class-per-position head takes
 * `[classes]` or `[positions, classes]`.
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
    parameters.map(({ name }) => name),
  );
  for (const layer of network.layers) if (layer.kind === 'dense') checkDense(layer);
  parameters.forEach(checkInitialiser);
  checkHead(network.head, last.name, shapesOf(network).get(last.name)!);
}
