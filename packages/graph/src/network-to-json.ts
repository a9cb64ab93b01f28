import { notWritable } from './errors.ts';
import { networkFromJson } from './network-from-json.ts';
import { LAYER_DEFAULTS, PREFIXES } from './network-json.ts';
import type { InitialiserJson, LayerJson, NetworkJson } from './network-json.ts';
import type { Layer, Network, Parameter } from './network.ts';

/**
 * The network as a file that `networkFromJson` reads back to the same network. What equals its default is left out,
 * and entries have one order, so that equal networks give equal texts, whoever wrote their files, and go on giving
 * them when kinds of layers get new options.
 *
 * @throws SWEEPSTAKE_GRAPH_JSON_WRITE for what the format has no word for: another head than classes, parameters not
 *   named after their layers, norms that do not start at 1 and 0
 */
export function networkToJson(network: Network): NetworkJson {
  const { name, input, layers, head } = network;
  if (head.kind !== 'class') throw notWritable(name, `its head is ${head.kind}, not class`);
  const last = layers.findLast(({ kind }) => kind === 'dense');
  const numbers = new Map<string, number>();
  let previous = 'input';
  const listed = layers.map((layer) => {
    const prefix = PREFIXES[layer.kind]!;
    const number = (numbers.get(prefix) ?? 0) + 1;
    numbers.set(prefix, number);
    const written = defined({
      kind: layer.kind,
      name: layer.name === `${prefix}${number}` ? undefined : layer.name,
      inputs:
        layer.inputs.length === 1 && layer.inputs[0] === previous ? undefined : [...layer.inputs],
      ...own(layer, layer === last),
    });
    previous = layer.name;
    return written;
  });
  const json = { name, input: [...input], layers: listed, classes: head.classes };
  const again = networkFromJson(json, name);
  const differs = layers.findIndex((layer, i) => text(layer) !== text(again.layers[i]));
  if (differs >= 0) {
    throw notWritable(name, `layer ${layers[differs]!.name} has what a file cannot say`);
  }
  return json;
}

/** What a layer has beside kind, name and inputs. */
function own(layer: Layer, isLast: boolean): Omit<LayerJson, 'kind'> {
  switch (layer.kind) {
    case 'dense':
      return { out: layer.out, ...weighted(layer, isLast ? 'output' : 'hidden') };
    case 'convolution': {
      const [height, width] = layer.kernel;
      return defined({
        out: layer.out,
        kernel: height === width ? height : [height, width],
        stride: unless(layer.stride, LAYER_DEFAULTS.stride),
        padding: unless(layer.padding, LAYER_DEFAULTS.padding),
        ...weighted(layer, 'convolution'),
      });
    }
    case 'norm':
      return defined({
        epsilon: unless(layer.epsilon, LAYER_DEFAULTS.epsilon),
        momentum: unless(layer.momentum, LAYER_DEFAULTS.momentum),
      });
    case 'max-pool':
    case 'average-pool':
      return { size: layer.size };
    case 'dropout':
      return { rate: layer.rate };
    case 'global-average-pool':
    case 'add':
    case 'relu':
    case 'flatten':
      return {};
  }
}

function weighted(
  { weight, bias }: { readonly weight: Parameter; readonly bias: Parameter | null },
  usual: string,
): Omit<LayerJson, 'kind'> {
  return defined({
    bias: bias === null ? false : undefined,
    role: unless<string>(weight.role, usual),
    initialiser: drawn(weight),
  });
}

function drawn({ initialiser }: Parameter): InitialiserJson | undefined {
  return initialiser.kind === 'glorot-normal' ? undefined : { ...initialiser };
}

const unless = <T>(value: T, usual: T): T | undefined => (value === usual ? undefined : value);

/** Equal for layers that are equal, whatever the order of their entries. */
const text = (layer: Layer | undefined): string =>
  JSON.stringify(layer, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

function defined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}
