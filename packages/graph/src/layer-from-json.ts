import { JsonFields, flagOf, listOf, textOf, wholeOf } from './json-fields.ts';
import type { JsonPlace } from './json-fields.ts';
import { LAYER_DEFAULTS, PREFIXES } from './network-json.ts';
import type { Initialiser, Layer, Parameter, Role } from './network.ts';

/** What a layer of a file is read among. */
export interface LayerContext {
  /** Name of the layer before it, or `input`. */
  readonly previous: string;
  /** Shapes of what it can read, by name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Number of this layer among those whose names begin alike, from 1. */
  readonly number: number;
  /** Whether it is the last dense layer. */
  readonly isLast: boolean;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;

/** Letters, digits, `.`, `_` and `-`, at most 64, as names of networks and layers are; undefined for others. */
export const nameOf = (value: unknown): string | undefined =>
  typeof value === 'string' && NAME.test(value) ? value : undefined;

export const NAME_RULE = 'a name of at most 64 letters, digits, dots, dashes and underscores';

/**
 * The kind of a layer of a file, or a throw that lists the kinds.
 */
export function kindOf(fields: JsonFields): Layer['kind'] {
  const known = (value: unknown): Layer['kind'] | undefined =>
    typeof value === 'string' && Object.hasOwn(PREFIXES, value)
      ? (value as Layer['kind'])
      : undefined;
  return fields.take('kind', known, `one of ${Object.keys(PREFIXES).join(', ')}`);
}

/** One layer of a file with everything that it leaves out. Throws for its fields; shapes are not looked at. */
export function layerFromJson(fields: JsonFields, context: LayerContext): Layer {
  const kind = kindOf(fields);
  const name = fields.take('name', nameOf, NAME_RULE, `${PREFIXES[kind]!}${context.number}`);
  const inputs = inputsOf(fields, kind, context);
  const layer = ofKind(kind, name, inputs, fields, context);
  fields.end(`a layer of kind ${kind}`);
  return layer;
}

function inputsOf(fields: JsonFields, kind: Layer['kind'], { previous }: LayerContext): string[] {
  const count = kind === 'add' ? 2 : 1;
  const read = (value: unknown) => listOf(value, textOf, count);
  if (count === 2) return fields.take('inputs', read, 'a list of two names');
  return fields.take('inputs', read, 'a list of one name', [previous]);
}

function ofKind(
  kind: Layer['kind'],
  name: string,
  inputs: readonly string[],
  fields: JsonFields,
  context: LayerContext,
): Layer {
  const one = [inputs[0]!] as const;
  const given = context.shapes.get(one[0]) ?? [];
  switch (kind) {
    case 'dense': {
      const out = fields.whole('out', 1);
      const fanIn = given.reduce((product, size) => product * size, 1);
      const role = roleOf(fields, ['hidden', 'output'], context.isLast ? 'output' : 'hidden');
      const weight = weightOf(fields, name, [out, fanIn], role, fanIn, out);
      return { kind, name, inputs: one, in: fanIn, out, weight, bias: biasOf(fields, name, out) };
    }
    case 'convolution': {
      const out = fields.whole('out', 1);
      const kernel = fields.take('kernel', kernelOf, 'a side, or height and width, each 1 or more');
      const stride = fields.whole('stride', 1, LAYER_DEFAULTS.stride);
      const padding = fields.whole('padding', 0, LAYER_DEFAULTS.padding);
      const channels = given[0] ?? 1;
      const area = kernel[0] * kernel[1];
      const role = roleOf(fields, ['convolution', 'shortcut'], 'convolution');
      const shape = [out, channels, ...kernel];
      const weight = weightOf(fields, name, shape, role, channels * area, out * area);
      const sizes = { in: channels, out, kernel, stride, padding };
      return { kind, name, inputs: one, ...sizes, weight, bias: biasOf(fields, name, out) };
    }
    case 'norm': {
      const features = given[0] ?? 1;
      const epsilon = fields.number('epsilon', LAYER_DEFAULTS.epsilon);
      const momentum = fields.number('momentum', LAYER_DEFAULTS.momentum);
      const scale = constant(`${name}.weight`, features, 'norm', 1);
      const shift = constant(`${name}.bias`, features, 'norm', 0);
      return { kind, name, inputs: one, features, epsilon, momentum, scale, shift };
    }
    case 'max-pool':
    case 'average-pool':
      return { kind, name, inputs: one, size: fields.whole('size', 1) };
    case 'dropout':
      return { kind, name, inputs: one, rate: fields.number('rate') };
    case 'add':
      return { kind, name, inputs: [inputs[0]!, inputs[1]!] };
    case 'global-average-pool':
    case 'relu':
    case 'flatten':
      return { kind, name, inputs: one };
  }
}

function kernelOf(value: unknown): [number, number] | undefined {
  const side = wholeOf(value, 1);
  if (side !== undefined) return [side, side];
  return listOf(value, (entry) => wholeOf(entry, 1), 2) as [number, number] | undefined;
}

function roleOf(fields: JsonFields, roles: readonly Role[], usual: Role): Role {
  const read = (value: unknown) => roles.find((role) => role === value);
  return fields.take('role', read, roles.join(' or '), usual);
}

const constant = (name: string, size: number, role: Role, value: number): Parameter => ({
  name,
  shape: [size],
  role,
  initialiser: { kind: 'constant', value },
});

const biasOf = (fields: JsonFields, layer: string, out: number): Parameter | null =>
  fields.take('bias', flagOf, 'true or false', true)
    ? constant(`${layer}.bias`, out, 'bias', 0)
    : null;

function weightOf(
  fields: JsonFields,
  layer: string,
  shape: readonly number[],
  role: Role,
  fanIn: number,
  fanOut: number,
): Parameter {
  const glorot: Initialiser = { kind: 'glorot-normal', fanIn, fanOut };
  const place = fields.at('initialiser');
  const read = (value: unknown): Initialiser => initialiserOf(value, glorot, place);
  const initialiser = fields.take('initialiser', read, 'an object with a kind', glorot);
  return { name: `${layer}.weight`, shape, role, initialiser };
}

const INITIALISERS: readonly Initialiser['kind'][] = ['glorot-normal', 'normal', 'constant'];

function initialiserOf(value: unknown, glorot: Initialiser, place: JsonPlace): Initialiser {
  const fields = new JsonFields(value, place);
  const read = (kind: unknown) => INITIALISERS.find((known) => known === kind);
  const kind = fields.take('kind', read, `one of ${INITIALISERS.join(', ')}`);
  const found: Initialiser =
    kind === 'glorot-normal'
      ? glorot
      : kind === 'normal'
        ? { kind, std: fields.number('std') }
        : { kind, value: fields.number('value') };
  fields.end(`an initialiser of kind ${kind}`);
  return found;
}
