import { checkNetwork, elements, shapesOf } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import { checkCounts, checkRate } from './check-options.ts';
import { convolution, dense, halve, simple } from './layers.ts';

export interface ConvOptions {
  /** Name of the network; the sizes as `conv(64,64;256,256,10)` when left out. */
  readonly name?: string | undefined;
  /** Output channels of the convolutions, stage by stage; a 2x2 max pool ends each stage. */
  readonly stages: readonly (readonly number[])[];
  /** Widths of the hidden dense layers. */
  readonly fc: readonly number[];
  /** Shape of one example; `[3, 32, 32]` when left out. */
  readonly input?: readonly number[] | undefined;
  /** 10 when left out. */
  readonly classes?: number | undefined;
  /** Rate of the dropout after each hidden dense layer's ReLU; no dropout when left out or 0. */
  readonly dropout?: number | undefined;
}

/**
 * Convolutions and dense layers as in Conv-2, Conv-4 and Conv-6 (paper, figure 2 and appendix H.1):
 * 3x3 convolutions `conv1`, `conv2`, ... with bias and padding 1, each with a ReLU; dense layers
 * `fc1`, `fc2`, ..., the last of them the classes. Layers `dropout1`, `dropout2`, ... follow the
 * hidden dense layers.
 *
 * Throws `SWEEPSTAKE_MODELS_OPTION` for options that are not whole numbers above 0 (a rate in 0..1
 * below 1), and the graph's error where an image is too small for its pools.
 */
export function conv({
  stages,
  fc,
  input = [3, 32, 32],
  classes = 10,
  dropout = 0,
  name = `conv(${stages.map(String).join(';')};${[...fc, classes].join(',')})`,
}: ConvOptions): Network {
  checkCounts(name, 'stages', stages.length === 0 ? [] : stages.flat(), 1);
  for (const stage of stages) checkCounts(name, 'a stage', stage, 1);
  checkCounts(name, 'fc', fc, 0);
  checkCounts(name, 'classes', [classes], 1);
  checkCounts(name, 'input', input, 3, 3);
  checkRate(name, 'dropout', dropout);
  const layers: Layer[] = [];
  const head = { kind: 'class', classes } as const;
  let from = 'input';
  const push = (layer: Layer): void => {
    layers.push(layer);
    from = layer.name;
  };
  let channels = input[0]!;
  let convolutions = 0;
  stages.forEach((stage, s) => {
    for (const out of stage) {
      const n = ++convolutions;
      push(convolution(`conv${n}`, from, channels, out, { biased: true }));
      push(simple('relu', `conv${n}_relu`, from));
      channels = out;
    }
    push(halve(`pool${s + 1}`, from));
  });
  push(simple('flatten', 'flatten', from));
  let features = elements(shapesOf({ name, input, layers, head }).get('flatten')!);
  fc.forEach((width, f) => {
    push(dense(`fc${f + 1}`, from, 'hidden', features, width));
    push(simple('relu', `fc${f + 1}_relu`, from));
    if (dropout > 0)
      push({ kind: 'dropout', name: `dropout${f + 1}`, inputs: [from], rate: dropout });
    features = width;
  });
  push(dense(`fc${fc.length + 1}`, from, 'output', features, classes));
  const network: Network = { name, input, layers, head };
  checkNetwork(network);
  return network;
}
