import type { Initialiser, Parameter, Role } from '@sweepstake/graph';
import { settingsOf } from './layer-settings.ts';
import type { KerasLayer, LayersModel, SymbolicTensor } from './layers-tf.ts';
import { modelNodes } from './model-nodes.ts';
import { layersWithin, modelWeights } from './model-weights.ts';
import type { ModelWeight } from './model-weights.ts';
import { shortcutsOf } from './shortcuts.ts';
import type { Step } from './shortcuts.ts';

/** Weights that multiply values; all others shift or scale them. */
const KERNELS = new Set([
  'kernel',
  'recurrent_kernel',
  'depthwise_kernel',
  'pointwise_kernel',
  'embeddings',
]);
const NORMS = new Set(['gamma', 'beta']);

/** Whether a weight is one that pruning may touch, in a layer that is trained. */
export const isKernel = ({ kind, trainable }: ModelWeight): boolean =>
  trainable && KERNELS.has(kind);

/**
 * The trained weights of a model as parameters of `@sweepstake/graph`, in the order of its layers, for
 * `ratesByRole`. Names and shapes are the model's own.
 *
 * Kernels can be pruned: of three axes or more they are `convolution` (`shortcut` where a 1 x 1 convolution stands on
 * a residual connection), of two axes `hidden`, or `output` in the last layer with kernels before a model's output;
 * recurrent kernels and embeddings are among them. `gamma` and `beta` are `norm`, everything else (biases, slopes)
 * `bias`: never pruned. Moving statistics and the weights of frozen layers are not trained and are left out.
 *
 * Throws as `modelWeights` does. Changes nothing.
 */
export function modelParameters(model: LayersModel): Parameter[] {
  const weights = modelWeights(model).filter(({ trainable }) => trainable);
  const last = lastLayers(model);
  const shortcuts = shortcutsOf(modelNodes(model).map(stepOf));
  const roleOf = (weight: ModelWeight): Role => {
    if (NORMS.has(weight.kind)) return 'norm';
    if (!isKernel(weight)) return 'bias';
    if (weight.shape.length === 2) return last.has(weight.layer) ? 'output' : 'hidden';
    return shortcuts.has(weight.layer.name) ? 'shortcut' : 'convolution';
  };
  return weights.map((weight) => ({
    name: weight.name,
    shape: weight.shape,
    role: roleOf(weight),
    initialiser: initialiserOf(weight),
  }));
}

/** Gaussian Glorot for kernels, 1 for `gamma`, 0 for the rest. */
function initialiserOf(weight: ModelWeight): Initialiser {
  if (!KERNELS.has(weight.kind))
    return { kind: 'constant', value: weight.kind === 'gamma' ? 1 : 0 };
  const window = weight.shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const [inputs, outputs] = weight.shape.slice(-2);
  return { kind: 'glorot-normal', fanIn: window * inputs!, fanOut: window * outputs! };
}

/** The last layers with kernels on the ways to a model's outputs. */
function lastLayers(model: LayersModel): Set<KerasLayer> {
  const kernels = new Set(
    modelWeights(model)
      .filter(isKernel)
      .map(({ layer }) => layer),
  );
  const last = new Set<KerasLayer>();
  const seen = new Set<SymbolicTensor>();
  const visit = (tensor: SymbolicTensor): void => {
    if (seen.has(tensor)) return;
    seen.add(tensor);
    const { sourceLayer: layer, nodeIndex } = tensor;
    if (kernels.has(layer)) last.add(layer);
    else if (layersWithin(layer) !== null) (layer as LayersModel).outputs.forEach(visit);
    else if (layer.getClassName() !== 'InputLayer')
      layer.inboundNodes[nodeIndex]!.inputTensors.forEach(visit);
  };
  model.outputs.forEach(visit);
  return last;
}

function stepOf({ id, layer, type, inputs }: ReturnType<typeof modelNodes>[number]): Step {
  if (type === 'Conv2D' && settingsOf(layer).kernelSize!.every((side) => side === 1))
    return { id, kind: 'point', inputs };
  if (type === 'BatchNormalization') return { id, kind: 'norm', inputs };
  return { id, kind: type === 'Add' ? 'add' : 'other', inputs };
}
