import type { Layer, Network } from '@sweepstake/graph';
import { weightLayers } from './weight-layers.ts';
import type { WeightLayer } from './weight-layers.ts';

/** A value of a network that weights read, directly or through layers without weights. */
export interface SourceRead {
  /** The layer that computes it, or `input`. */
  readonly name: string;
  /** Channels to convolutions, features to dense layers. */
  readonly units: number;
  /** In network order. */
  readonly readers: readonly WeightLayer[];
}

/** Layers whose units are those of what they read, or its flattened ones. */
const PASSES: ReadonlySet<Layer['kind']> = new Set([
  'relu',
  'dropout',
  'norm',
  'max-pool',
  'average-pool',
  'global-average-pool',
  'flatten',
]);

/**
 * What dense layers and convolutions read, in the order of their first readers. What is read at two numbers of units,
 * as channels and as features of the flattened image, is two values, named `<layer> (<units> units)`.
 */
export function sourcesRead(network: Network): SourceRead[] {
  const byName = new Map(network.layers.map((layer) => [layer.name, layer]));
  const origin = (name: string): string => {
    const layer = byName.get(name);
    return layer !== undefined && PASSES.has(layer.kind) ? origin(layer.inputs[0]) : name;
  };
  const reads = weightLayers(network).map((layer) => ({ layer, from: origin(layer.inputs[0]) }));
  const sources = new Map<string, { name: string; units: number; readers: WeightLayer[] }>();
  for (const { layer, from } of reads) {
    const units = layer.in;
    const mixed = reads.some((other) => other.from === from && other.layer.in !== units);
    const name = mixed ? `${from} (${units} units)` : from;
    const source = sources.get(name) ?? { name, units, readers: [] };
    source.readers.push(layer);
    sources.set(name, source);
  }
  return [...sources.values()];
}
