import type { JsonPlace } from './json-fields.ts';

/** Every error of this package; `code` is `SWEEPSTAKE_GRAPH_<WHAT>` and is stable. */
export interface GraphError extends Error {
  readonly code: string;
}

const failure = (what: string, message: string): GraphError =>
  Object.assign(new Error(message), { code: `SWEEPSTAKE_GRAPH_${what}` });

const text = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

export const emptyNetwork = (network: string): GraphError =>
  failure('EMPTY', `network ${network} has no layers; give it at least one`);

export const duplicateName = (what: string, name: string): GraphError =>
  failure('DUPLICATE_NAME', `two ${what}s are named '${name}'; rename one of them`);

export const reservedName = (name: string): GraphError =>
  failure('RESERVED_NAME', `a layer is named '${name}', which stands for the network's input`);

export const unknownInput = (layer: string, input: string, valid: readonly string[]): GraphError =>
  failure(
    'UNKNOWN_INPUT',
    `layer ${layer}: reads '${input}', which is neither the input nor an earlier layer; ` +
      `it can read ${valid.join(', ')}`,
  );

export const inputMisfit = (
  layer: string,
  input: string,
  given: readonly number[],
  wanted: readonly number[],
): GraphError =>
  failure(
    'INPUT_SHAPE',
    `layer ${layer}: takes ${text(wanted)}, but '${input}' gives ${text(given)}; ` +
      'change one of the sizes or put a flatten layer between them',
  );

export const channelMisfit = (
  layer: string,
  input: string,
  given: readonly number[],
  channels: number | null,
): GraphError =>
  failure(
    'INPUT_SHAPE',
    `layer ${layer}: takes [${channels ?? 'channels'}, height, width], but '${input}' gives ${text(given)}; ` +
      (given.length === 3
        ? 'change one of the numbers of channels'
        : 'put it before the image is flattened'),
  );

export const windowMisfit = (
  layer: string,
  input: string,
  given: readonly number[],
  kernel: readonly number[],
  padding: number,
): GraphError =>
  failure(
    'INPUT_SHAPE',
    `layer ${layer}: a window of ${text(kernel)} does not fit into '${input}' of ${text(given)} ` +
      `with padding ${padding}; make the window smaller or the image larger`,
  );

export const addMisfit = (
  layer: string,
  inputs: readonly [string, string],
  left: readonly number[],
  right: readonly number[],
): GraphError =>
  failure(
    'INPUT_SHAPE',
    `layer ${layer}: adds values of one shape, but '${inputs[0]}' gives ${text(left)} ` +
      `and '${inputs[1]}' ${text(right)}; bring one of them to the other's shape`,
  );

export const wrongInputCount = (
  layer: string,
  kind: string,
  given: number,
  wanted: number,
): GraphError =>
  failure(
    'INPUT_COUNT',
    `layer ${layer}: reads ${given} values, but a layer of kind ${kind} reads ${wanted}`,
  );

export const parameterMisfit = (
  layer: string,
  parameter: string,
  given: readonly number[],
  wanted: readonly number[],
): GraphError =>
  failure(
    'PARAMETER_SHAPE',
    `layer ${layer}: parameter ${parameter} has shape ${text(given)}, but the layer needs ${text(wanted)}`,
  );

export const wrongRole = (
  layer: string,
  parameter: string,
  role: string,
  valid: readonly string[],
): GraphError =>
  failure(
    'ROLE',
    `layer ${layer}: parameter ${parameter} has role '${role}'; here it can be ${valid.join(' or ')}`,
  );

export const badShape = (what: string, shape: readonly number[]): GraphError =>
  failure('SHAPE', `${what} has shape ${text(shape)}; every size must be a whole number above 0`);

export const badNumber = (what: string, value: number, range: string): GraphError =>
  failure('NUMBER', `${what} is ${value}; it must be ${range}`);

export const headMisfit = (
  layer: string,
  given: readonly number[],
  wanted: readonly number[],
  head: string,
): GraphError =>
  failure(
    'HEAD_SHAPE',
    `layer ${layer}: the last layer gives ${text(given)}, but the ${head} head needs ${text(wanted)}`,
  );

const placed = ({ file, path }: JsonPlace): string => (path === '' ? file : `${file}: ${path}`);

/** A value as JSON, cut where it is long. */
const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  const written = JSON.stringify(value);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
};

export const notObject = (place: JsonPlace, value: unknown): GraphError =>
  failure('JSON', `${placed(place)} is ${shown(value)}; it must be an object in braces`);

export const badField = (place: JsonPlace, value: unknown, rule: string): GraphError =>
  failure('JSON', `${placed(place)} is ${shown(value)}; it must be ${rule}`);

export const unknownField = (
  place: JsonPlace,
  what: string,
  valid: readonly string[],
): GraphError =>
  failure('JSON', `${placed(place)} is not known; ${what} has ${valid.join(', ')}; leave it out`);

export const tooLarge = (what: string, entries: number, most: number): GraphError =>
  failure(
    'NUMBER',
    `${what} has ${entries} entries; at most ${most} are possible: make it smaller`,
  );

export const notWritable = (network: string, why: string): GraphError =>
  failure(
    'JSON_WRITE',
    `network ${network} cannot be a file: ${why}; change it, or build it in code`,
  );

/** Runs a check; an error of this package that does not name the file yet is thrown with the place before it. */
export function inFile<T>(place: JsonPlace, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    const ours = typeof code === 'string' && code.startsWith('SWEEPSTAKE_GRAPH_');
    if (!ours || message.startsWith(place.file)) throw error;
    throw Object.assign(new Error(`${placed(place)}: ${message}`, { cause: error }), { code });
  }
}
