import { checkNetwork, elements, shapesOf } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import type { Stream } from '@sweepstake/random';
import { pick } from './draw.ts';
import { add, convolution, dense, dropout, norm, pool, simple } from './layers.ts';

/** Channel counts, windows and image sides around every small tile, odd ones included. */
const CHANNELS = [1, 3, 5, 9, 17];
const KERNELS = [1, 3, 5];
const SIDES = [
  [7, 5],
  [6, 6],
  [5, 9],
  [8, 7],
] as const;
/** Fewer values per channel than this leave a normalisation's gradient little but its rounding. */
const NORMALISED = 24;

export interface NetworkOptions {
  readonly channels: number;
  readonly classes: number;
  readonly batch: number;
  readonly norm: boolean;
  readonly dropout: boolean;
}

/**
 * A random network of one to three blocks: a convolution, or two of them beside a residual connection whose shortcut
 * is a convolution where shapes ask for one; then perhaps a pool; then a dense layer on all values or on means of
 * channels. Its name says what it holds, so that a backend that refuses it names what it refuses.
 */
export function drawNetwork(name: string, stream: Stream, options: NetworkOptions): Network {
  const { channels, classes, batch } = options;
  const input = [channels, ...pick(SIDES, stream)];
  const layers: Layer[] = [];
  let at = 'input';
  const shapeAt = (): readonly number[] =>
    shapesOf({ name, input, layers, head: { kind: 'class', classes } }).get(at)!;
  const put = (layer: Layer): void => {
    layers.push(layer);
    at = layer.name;
  };

  /** A convolution whose output is at least 2 x 2 and, if there is to be one, its normalisation. */
  const convolve = (id: string, fixed?: { out: number; kernel: number; stride: number }): void => {
    const [given, ...sides] = shapeAt();
    const { out, kernel, stride } = fixed ?? {
      out: pick(CHANNELS, stream),
      kernel: pick(KERNELS, stream),
      stride: pick([1, 1, 2], stream),
    };
    const padding = fixed === undefined ? stream.below(3) : (kernel - 1) / 2;
    const outputs = sides.map((side) => Math.floor((side + 2 * padding - kernel) / stride) + 1);
    const fits = outputs.every((side) => side >= 2);
    const whole = fits ? { kernel, stride, padding } : { kernel: 1, stride: 1, padding: 0 };
    const positions = fits ? elements(outputs) : elements(sides);
    const normed = options.norm && batch * positions >= NORMALISED;
    put(convolution(`conv${id}`, at, { in: given!, out, ...whole, bias: !normed }));
    if (normed) put(norm(`bn${id}`, at, out));
  };

  const residual = (id: string): void => {
    const from = at;
    const [given] = shapeAt();
    const [out, stride] = [pick(CHANNELS, stream), pick([1, 2], stream)];
    convolve(`${id}a`, { out, kernel: 3, stride });
    put(simple('relu', `relu${id}a`, at));
    convolve(`${id}b`, { out, kernel: 3, stride: 1 });
    const main = at;
    const before = layers.length;
    at = from;
    if (out !== given || stride !== 1) convolve(`${id}s`, { out, kernel: 1, stride });
    for (const [i, layer] of layers.entries())
      if (i >= before && layer.kind === 'convolution')
        layers[i] = { ...layer, weight: { ...layer.weight, role: 'shortcut' } };
    put(add(`add${id}`, main, at));
  };

  const blocks = 1 + stream.below(3);
  for (let block = 1; block <= blocks; block++) {
    const roomy = shapeAt()
      .slice(1)
      .every((side) => side >= 4);
    if (roomy && stream.below(3) === 0) residual(`${block}`);
    else convolve(`${block}`);
    put(simple('relu', `relu${block}`, at));
    const even = shapeAt()
      .slice(1)
      .every((side) => side >= 4);
    const kind = pick(['max-pool', 'average-pool', null] as const, stream);
    if (even && kind !== null) put(pool(kind, `pool${block}`, at));
    if (options.dropout) put(dropout(`drop${block}`, at, pick([0.2, 0.5], stream)));
  }
  put(simple(pick(['flatten', 'global-average-pool'] as const, stream), 'features', at));
  put(dense('fc', at, shapeAt()[0]!, classes));

  const kinds = new Set(layers.map(({ kind }) => kind));
  const network: Network = {
    name: `${[...kinds].join('+')} (${name})`,
    input,
    layers,
    head: { kind: 'class', classes },
  };
  checkNetwork(network);
  return network;
}
