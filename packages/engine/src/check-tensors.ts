import { isPrunable, parametersOf, type Network, type Parameter } from '@sweepstake/graph';
import type { Masks, Tensors } from '@sweepstake/training';
import { wrongTensor } from './errors.ts';

const parameters = (network: Network): Map<string, Parameter> =>
  new Map(parametersOf(network).map((parameter) => [parameter.name, parameter]));

const sizeOf = ({ shape }: Parameter): number => shape.reduce((a, b) => a * b, 1);

/** Throws unless the tensors are exactly the network's parameters, by name and size (SWEEPSTAKE_ENGINE_WRONG_TENSOR). */
export function checkTensors(network: Network, tensors: Tensors): void {
  const known = parameters(network);
  for (const [name, parameter] of known) {
    const length = tensors.get(name)?.length;
    if (length === undefined) throw wrongTensor(name, `is missing; ${network.name} needs it`);
    if (length !== sizeOf(parameter)) {
      throw wrongTensor(name, `has ${length} values, ${network.name} needs ${sizeOf(parameter)}`);
    }
  }
  for (const name of tensors.keys()) {
    if (!known.has(name)) throw wrongTensor(name, `is not a parameter of ${network.name}`);
  }
}

/** Throws unless every mask belongs to a weight of the network, fits it and holds 0 and 1 only. */
export function checkMasks(network: Network, masks: Masks, frozen: Tensors | undefined): void {
  const known = parameters(network);
  for (const [name, mask] of masks) {
    const parameter = known.get(name);
    if (parameter === undefined || !isPrunable(parameter.role)) {
      throw wrongTensor(name, `has a mask, but is not a weight of ${network.name}`);
    }
    if (mask.length !== sizeOf(parameter)) {
      throw wrongTensor(
        name,
        `has a mask of ${mask.length} entries, it needs ${sizeOf(parameter)}`,
      );
    }
    const odd = mask.find((v) => v > 1);
    if (odd !== undefined)
      throw wrongTensor(name, `has the mask entry ${odd}; only 0 and 1 may occur`);
  }
  for (const [name, mask] of masks) {
    const length = frozen?.get(name)?.length ?? mask.length;
    if (length !== mask.length) {
      throw wrongTensor(name, `has ${length} frozen values, it needs ${mask.length}`);
    }
  }
}
