import { elements, parametersOf, prunableParameters, shapesOf } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import type { Masks, Tensors } from '../backend.ts';
import { badLength, badValue, missing, unknownName, unsupported } from '../errors.ts';

/** Every kind of layer that there is to translate. */
export const LAYER_KINDS: readonly string[] = [
  'dense',
  'convolution',
  'norm',
  'max-pool',
  'average-pool',
  'global-average-pool',
  'add',
  'dropout',
  'relu',
  'flatten',
] satisfies Layer['kind'][];

/** Width of the network's outputs for one example. Throws where a layer or the head does not fit. */
export function checkNetwork(network: Network): number {
  for (const { kind } of network.layers)
    if (!LAYER_KINDS.includes(kind))
      throw unsupported(`layer kind '${kind}'`, `the reference knows ${LAYER_KINDS.join(', ')}`);
  const last = network.layers.at(-1);
  if (last === undefined) throw missing('layer', `network ${network.name}`);
  const width = elements(shapesOf(network).get(last.name)!);
  const { head } = network;
  if (head.kind === 'class-per-position') {
    if (width % head.classes !== 0)
      throw badValue('number of outputs', width, `give a multiple of ${head.classes} classes`);
    return width;
  }
  const wanted = head.kind === 'class' ? head.classes : head.targets;
  if (width !== wanted) throw badLength('output of the network', width, wanted);
  return width;
}

/** Throws unless `tensors` has every parameter of the network in its size. */
export function checkWeights(network: Network, tensors: Tensors): void {
  for (const { name, shape } of parametersOf(network)) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw missing(name, `the weights of ${network.name}`);
    if (tensor.length !== elements(shape)) throw badLength(name, tensor.length, elements(shape));
  }
}

/** Throws unless every mask names a weight of the network, has its size and holds only 0 and 1. */
export function checkMasks(network: Network, masks: Masks): void {
  const sizes = new Map(
    prunableParameters(network).map(({ name, shape }) => [name, elements(shape)]),
  );
  for (const [name, mask] of masks) {
    const size = sizes.get(name);
    if (size === undefined) throw unknownName(name, 'a mask', [...sizes.keys()]);
    if (mask.length !== size) throw badLength(`mask of ${name}`, mask.length, size);
    const wrong = mask.find((bit) => bit > 1);
    if (wrong !== undefined) throw badValue(`entry of the mask of ${name}`, wrong, 'give 0 or 1');
  }
}
