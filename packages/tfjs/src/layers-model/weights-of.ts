import type { Tensors } from '@sweepstake/lottery';
import { badLength, missingWeight, unknownWeight } from './errors.ts';
import type { LayersModel, LayersTf, Variable } from './layers-tf.ts';
import { modelWeights } from './model-weights.ts';

/**
 * Copies of all weights of a model by name, flat and in the model's own order of axes: kernels, biases, those of
 * normalisations, and their moving statistics, so that a rewinding puts back everything. Names are those of
 * `modelWeights`. Reads synchronously, which every backend but WebGPU can. Throws as `modelWeights` does.
 */
export function weightsOf(model: LayersModel): Map<string, Float32Array> {
  return new Map(
    modelWeights(model).map(({ name, variable }) => [
      name,
      Float32Array.from(variable.read().dataSync()),
    ]),
  );
}

/**
 * Gives a model these weights, bit by bit, whatever constraints its layers have. The tensors must be those of
 * `weightsOf`, all of them and no others; nothing is written where they are not.
 */
export function setWeights(
  tf: Pick<LayersTf, 'tensor'>,
  model: LayersModel,
  tensors: Tensors,
): void {
  const weights = modelWeights(model);
  const names = new Set(weights.map(({ name }) => name));
  for (const name of tensors.keys())
    if (!names.has(name)) throw unknownWeight(name, model.name, names);
  for (const { name, shape } of weights) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw missingWeight(name, model.name);
    const size = shape.reduce((product, side) => product * side, 1);
    if (tensor.length !== size) throw badLength(name, tensor.length, size);
  }
  for (const { name, shape, variable } of weights) {
    const tensor = tf.tensor(tensors.get(name)!.slice(), [...shape], 'float32');
    // Not `variable.write`: it would apply the layer's constraint and change what was saved.
    (variable.read() as Variable).assign(tensor);
    tensor.dispose();
  }
}
