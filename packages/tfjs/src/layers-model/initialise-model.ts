import { names, Stream } from '@sweepstake/random';
import { notDrawable } from './errors.ts';
import type { LayersModel, LayersTf } from './layers-tf.ts';
import { modelParameters } from './model-parameters.ts';
import { modelWeights } from './model-weights.ts';
import type { ModelWeight } from './model-weights.ts';
import { setWeights, weightsOf } from './weights-of.ts';

/** Types of layers whose other weights start at 0, or at 1 where they scale; LSTMs, for one, have other rules. */
const DRAWN = new Set(
  (
    'Dense Conv1D Conv2D Conv2DTranspose Conv3D DepthwiseConv2D SeparableConv2D SimpleRNN GRU ' +
    'Embedding BatchNormalization LayerNormalization'
  ).split(' '),
);

/**
 * Draws the weights of a model at iteration 0, whatever initialisers its layers name: kernels Gaussian Glorot, of
 * variance 2 / (fanIn + fanOut) (paper, figure 2), each from a stream of its own, `<stream>:<name>`; `gamma` and
 * moving variances are 1, everything else 0. Values are a function of the stream's name and the weights' names and
 * shapes, so that seed 0 is a seed, which it is not to the initialisers of TensorFlow.js. Give layers names of your
 * own: those that TensorFlow.js makes up count the layers built before.
 *
 * Frozen layers keep their weights. Throws `SWEEPSTAKE_TFJS_MODEL_INITIALISE` for a type of layer that has a rule of
 * its own; nothing is written then.
 */
export function initialiseModel(
  tf: Pick<LayersTf, 'tensor'>,
  model: LayersModel,
  stream: string,
): void {
  const parameters = new Map(
    modelParameters(model).map((parameter) => [parameter.name, parameter]),
  );
  const tensors = weightsOf(model);
  for (const weight of modelWeights(model)) {
    if (!weight.layer.trainable) continue;
    if (!DRAWN.has(weight.layer.getClassName())) throw notDrawable(weight.kind, placeOf(weight));
    const tensor = tensors.get(weight.name)!;
    const initialiser = parameters.get(weight.name)?.initialiser;
    if (initialiser?.kind === 'glorot-normal') {
      const std = Math.sqrt(2 / (initialiser.fanIn + initialiser.fanOut));
      const normals = new Stream(names.part(stream, weight.name));
      for (let i = 0; i < tensor.length; i++) tensor[i] = std * normals.normal();
    } else if (initialiser?.kind === 'constant') tensor.fill(initialiser.value);
    else tensor.fill(weight.kind === 'moving_variance' ? 1 : 0);
  }
  setWeights(tf, model, tensors);
}

const placeOf = ({ layer, position }: ModelWeight) => ({
  position,
  name: layer.name,
  type: layer.getClassName(),
});
