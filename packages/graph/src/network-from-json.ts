import { checkLayer } from './check-layer.ts';
import { checkNetwork } from './check-network.ts';
import { elements } from './elements.ts';
import { inFile, tooLarge } from './errors.ts';
import { JsonFields, listOf, wholeOf } from './json-fields.ts';
import { kindOf, layerFromJson, NAME_RULE, nameOf } from './layer-from-json.ts';
import { PREFIXES } from './network-json.ts';
import type { Layer, Network } from './network.ts';
import { shapeAfter } from './shapes.ts';

/** Entries of a value of one example, and of a parameter: more fit into no memory that this is made for. */
const MOST_ENTRIES = 1_073_741_824;
const MOST_LAYERS = 10_000;

/**
 * The network that a file describes (`NetworkJson`), with everything that it leaves out: layers read the one before
 * them, sizes of inputs follow from shapes, the last dense layer is the output. It is checked by `checkNetwork`.
 *
 * @param value the parsed file, of which nothing is taken for granted; not changed
 * @param file its name, with which every error begins
 * @throws SWEEPSTAKE_GRAPH_JSON with the JSON path of a field that is missing, unknown or wrong; what `checkNetwork`
 *   throws, with the path of the layer
 */
export function networkFromJson(value: unknown, file: string): Network {
  const fields = new JsonFields(value, { file, path: '' });
  const name = fields.take('name', nameOf, NAME_RULE);
  const size = (entry: unknown): number | undefined => wholeOf(entry, 1);
  const shape = '[features] or [channels, height, width], each 1 or more';
  const input = fields.take('input', (sizes) => listOf(sizes, size, 1, 3), shape);
  const rule = `a list of 1 to ${MOST_LAYERS} layers`;
  const listed = fields.take('layers', layersOf, rule);
  const classes = fields.whole('classes', 1);
  fields.end('a network');
  const layers = readLayers(listed, input, file);
  const network: Network = { name, input, layers, head: { kind: 'class', classes } };
  inFile({ file, path: '' }, () => checkNetwork(network));
  return network;
}

const layersOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST_LAYERS ? value : undefined;

function readLayers(listed: readonly unknown[], input: readonly number[], file: string): Layer[] {
  const opened = listed.map((value, i) => new JsonFields(value, { file, path: `layers[${i}]` }));
  const kinds = opened.map(kindOf);
  const last = kinds.lastIndexOf('dense');
  const shapes = new Map([['input', input]]);
  const numbers = new Map<string, number>();
  let previous = 'input';
  return opened.map((fields, i) => {
    const prefix = PREFIXES[kinds[i]!]!;
    const number = (numbers.get(prefix) ?? 0) + 1;
    numbers.set(prefix, number);
    return inFile(fields.place, () => {
      const layer = layerFromJson(fields, { previous, shapes, number, isLast: i === last });
      checkLayer(layer);
      const given = shapeAfter(layer, shapes);
      checkSize(layer, given);
      shapes.set(layer.name, given);
      previous = layer.name;
      return layer;
    });
  });
}

function checkSize(layer: Layer, given: readonly number[]): void {
  if (elements(given) > MOST_ENTRIES) throw tooLarge(layer.name, elements(given), MOST_ENTRIES);
  if (layer.kind !== 'dense' && layer.kind !== 'convolution') return;
  const weights = elements(layer.weight.shape);
  if (weights > MOST_ENTRIES) throw tooLarge(layer.weight.name, weights, MOST_ENTRIES);
}
