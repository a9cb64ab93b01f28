import { checkParameter, checkShape } from './check-parameter.ts';
import { badNumber, wrongInputCount } from './errors.ts';
import type { ConvolutionLayer, DenseLayer, Layer, NormLayer } from './network.ts';

function checkNumber(what: string, value: number, valid: boolean, range: string): void {
  if (!valid) throw badNumber(what, value, range);
}

function checkWhole(what: string, value: number, least: 0 | 1): void {
  const valid = Number.isSafeInteger(value) && value >= least;
  checkNumber(what, value, valid, `a whole number of at least ${least}`);
}

function checkDense({ name, weight, bias, in: inputs, out }: DenseLayer): void {
  checkShape(`layer ${name}`, [out, inputs]);
  checkParameter(name, weight, [out, inputs], ['hidden', 'output']);
  if (bias !== null) checkParameter(name, bias, [out], ['bias']);
}

function checkConvolution(layer: ConvolutionLayer): void {
  const { name, weight, bias, in: channels, out, kernel, stride, padding } = layer;
  const shape = [out, channels, kernel[0], kernel[1]];
  checkShape(`layer ${name}`, shape);
  checkWhole(`stride of layer ${name}`, stride, 1);
  checkWhole(`padding of layer ${name}`, padding, 0);
  checkParameter(name, weight, shape, ['convolution', 'shortcut']);
  if (bias !== null) checkParameter(name, bias, [out], ['bias']);
}

function checkNorm({ name, features, epsilon, momentum, scale, shift }: NormLayer): void {
  checkShape(`layer ${name}`, [features]);
  const small = epsilon > 0 && epsilon < Infinity;
  checkNumber(`epsilon of layer ${name}`, epsilon, small, 'finite and above 0');
  checkNumber(`momentum of layer ${name}`, momentum, momentum >= 0 && momentum <= 1, 'in 0..1');
  checkParameter(name, scale, [features], ['norm']);
  checkParameter(name, shift, [features], ['norm']);
}

/**
 * Checks one layer by itself: how many values it reads, its numbers, and the shapes and roles of its
 * parameters. Throws the first misfit, naming the layer.
 */
export function checkLayer(layer: Layer): void {
  const { name, kind, inputs } = layer;
  const count = kind === 'add' ? 2 : 1;
  if (inputs.length !== count) throw wrongInputCount(name, kind, inputs.length, count);
  switch (layer.kind) {
    case 'dense':
      checkDense(layer);
      break;
    case 'convolution':
      checkConvolution(layer);
      break;
    case 'norm':
      checkNorm(layer);
      break;
    case 'max-pool':
    case 'average-pool':
      checkWhole(`size of layer ${name}`, layer.size, 1);
      break;
    case 'dropout': {
      const { rate } = layer;
      checkNumber(`rate of layer ${name}`, rate, rate >= 0 && rate < 1, 'in 0..1 and below 1');
      break;
    }
    case 'global-average-pool':
    case 'add':
    case 'relu':
    case 'flatten':
  }
}
