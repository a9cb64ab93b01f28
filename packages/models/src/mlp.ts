import { checkNetwork, elements } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import { badSizes } from './errors.ts';
import { dense } from './layers.ts';

export interface MlpOptions {
  /** Zoo name; `mlp-<sizes joined by ->` when left out. */
  readonly name?: string | undefined;
  /** Inputs, widths of the hidden layers, classes; at least two whole numbers above 0. */
  readonly sizes: readonly number[];
  /** Shape of one example; `[1, 28, 28]` for 784 inputs and `[inputs]` otherwise. */
  readonly input?: readonly number[] | undefined;
}

/**
 * A fully connected classifier: dense layers `fc1`, `fc2`, ... with ReLU between them and raw class
 * scores at the end. Weights are `fcN.weight` `[out, in]`, Gaussian Glorot, with the role `output`
 * in the last layer and `hidden` before it; biases are `fcN.bias`, 0 (paper, figure 2 and appendix
 * G.1). An input of more than one axis is flattened first.
 *
 * Throws `SWEEPSTAKE_MODELS_SIZES` for fewer than two sizes, a size that is not a whole number above
 * 0, or an input shape that has another number of entries than the first size.
 */
export function mlp({ sizes, name = `mlp-${sizes.join('-')}`, input }: MlpOptions): Network {
  if (sizes.length < 2) throw badSizes(name, sizes, 'inputs and classes are needed');
  if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
    throw badSizes(name, sizes, 'every size must be a whole number above 0');
  }
  const features = sizes[0]!;
  const shape = input ?? (features === 784 ? [1, 28, 28] : [features]);
  if (elements(shape) !== features) {
    throw badSizes(
      name,
      sizes,
      `one example of [${shape.join(', ')}] has ${elements(shape)} entries`,
    );
  }
  const layers: Layer[] = [];
  const last = sizes.length - 1;
  if (shape.length > 1) layers.push({ kind: 'flatten', name: 'flatten', inputs: ['input'] });
  for (let n = 1; n <= last; n++) {
    const from = layers.at(-1)?.name ?? 'input';
    const role = n === last ? 'output' : 'hidden';
    layers.push(dense(`fc${n}`, from, role, sizes[n - 1]!, sizes[n]!));
    if (n < last) layers.push({ kind: 'relu', name: `relu${n}`, inputs: [`fc${n}`] });
  }
  const network: Network = {
    name,
    input: shape,
    layers,
    head: { kind: 'class', classes: sizes[last]! },
  };
  checkNetwork(network);
  return network;
}
