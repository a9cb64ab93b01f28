import type { Network, Parameter } from '@sweepstake/graph';
import type { Masks, Tensors } from '../backend.ts';
import { badLength, badValue, missing, unknownName, unsupported } from '../errors.ts';

/** Number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Every parameter of a network, in the order of its layers. */
export function parametersOf(network: Network): Parameter[] {
  return network.layers.flatMap((layer) =>
    layer.kind === 'dense' ? [layer.weight, ...(layer.bias === null ? [] : [layer.bias])] : [],
  );
}

/** Width of the network's outputs for one example. Throws where a layer or the head does not fit. */
export function checkNetwork(network: Network): number {
  const widths = new Map([['input', sizeOf(network.input)]]);
  for (const layer of network.layers) {
    const width = widths.get(layer.inputs[0]);
    if (width === undefined)
      throw unknownName(layer.inputs[0], `layer ${layer.name}`, [...widths.keys()]);
    switch (layer.kind) {
      case 'dense':
        if (width !== layer.in) throw badLength(`input of layer ${layer.name}`, width, layer.in);
        widths.set(layer.name, layer.out);
        break;
      case 'relu':
      case 'flatten':
        widths.set(layer.name, width);
        break;
      default:
        throw unsupported(
          `layer kind '${(layer as { kind: string }).kind}'`,
          'the reference knows dense, relu and flatten',
        );
    }
  }
  const outputs = [...widths.values()].at(-1)!;
  const { head } = network;
  if (head.kind === 'class' && outputs !== head.classes)
    throw badLength('outputs of the network', outputs, head.classes);
  if (head.kind === 'regression' && outputs !== head.targets)
    throw badLength('outputs of the network', outputs, head.targets);
  if (head.kind === 'class-per-position' && outputs % head.classes !== 0)
    throw badValue('number of outputs', outputs, `give a multiple of ${head.classes} classes`);
  return outputs;
}

/** Throws unless `tensors` has every parameter of the network in its size. */
export function checkWeights(network: Network, tensors: Tensors): void {
  for (const { name, shape } of parametersOf(network)) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw missing(name, `the weights of ${network.name}`);
    if (tensor.length !== sizeOf(shape)) throw badLength(name, tensor.length, sizeOf(shape));
  }
}

/** Throws unless every mask names a weight of the network, has its size and holds only 0 and 1. */
export function checkMasks(network: Network, masks: Masks): void {
  const prunable = parametersOf(network).filter(({ role }) => role !== 'bias' && role !== 'norm');
  for (const [name, mask] of masks) {
    const parameter = prunable.find((p) => p.name === name);
    if (parameter === undefined)
      throw unknownName(
        name,
        'a mask',
        prunable.map((p) => p.name),
      );
    const size = sizeOf(parameter.shape);
    if (mask.length !== size) throw badLength(`mask of ${name}`, mask.length, size);
    const wrong = mask.find((bit) => bit > 1);
    if (wrong !== undefined) throw badValue(`entry of the mask of ${name}`, wrong, 'give 0 or 1');
  }
}
