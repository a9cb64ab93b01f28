import type { Network } from '@sweepstake/graph';
import { notBuilt } from './errors.ts';

/** One dense layer of a fully connected network, with the ReLU that follows it, if any. */
export interface Link {
  readonly name: string;
  readonly in: number;
  readonly out: number;
  /** Parameter names. */
  readonly weight: string;
  readonly bias: string | null;
  readonly relu: boolean;
}

export interface Chain {
  readonly links: readonly Link[];
  /** Inputs of one example, flattened. */
  readonly features: number;
  readonly classes: number;
}

/** The network as a chain of dense layers; throws SWEEPSTAKE_ENGINE_NOT_BUILT with the name of what it cannot train. */
export function chainOf(network: Network): Chain {
  if (network.head.kind !== 'class') throw notBuilt(`head ${network.head.kind} of ${network.name}`);
  const links: Link[] = [];
  let previous = 'input';
  for (const layer of network.layers) {
    if (layer.inputs[0] !== previous) {
      throw notBuilt(
        `layer ${layer.name} of ${network.name}, which does not read the layer before it`,
      );
    }
    previous = layer.name;
    const last = links.at(-1);
    if (layer.kind === 'flatten') continue;
    if (layer.kind === 'dense') {
      links.push({
        name: layer.name,
        in: layer.in,
        out: layer.out,
        weight: layer.weight.name,
        bias: layer.bias === null ? null : layer.bias.name,
        relu: false,
      });
    } else if (layer.kind === 'relu' && last !== undefined) {
      links[links.length - 1] = { ...last, relu: true };
    } else {
      throw notBuilt(`layer ${layer.name} of ${network.name}`);
    }
  }
  const last = links.at(-1);
  if (last === undefined) throw notBuilt(`${network.name}, which has no dense layer`);
  if (last.relu) throw notBuilt(`${network.name}, whose outputs pass a relu`);
  return {
    links,
    features: network.input.reduce((a, b) => a * b, 1),
    classes: network.head.classes,
  };
}

/** Whether the network is a chain of dense layers with ReLU between them. */
export function isChain({ layers }: Network): boolean {
  let previous = 'input';
  let dense = false;
  for (const { kind, name, inputs } of layers) {
    if (inputs[0] !== previous || !(kind === 'dense' || kind === 'relu' || kind === 'flatten'))
      return false;
    if (kind === 'relu' && !dense) return false;
    dense ||= kind === 'dense';
    previous = name;
  }
  return dense && layers.at(-1)?.kind !== 'relu';
}
