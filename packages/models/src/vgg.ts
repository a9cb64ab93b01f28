import { checkNetwork } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import { checkCounts } from './check-options.ts';
import { batchNorm, convolution, dense, halve, simple } from './layers.ts';

export interface VggOptions {
  /** Name of the network; the sizes as `vgg(64,M,128;10)` when left out. */
  readonly name?: string | undefined;
  /** Output channels of a convolution, or `M` for a 2x2 max pool. */
  readonly layers: readonly (number | 'M')[];
  /** Shape of one example; `[3, 32, 32]` when left out. */
  readonly input?: readonly number[] | undefined;
  /** 10 when left out. */
  readonly classes?: number | undefined;
}

/**
 * A VGG for small images (paper, appendix I.2): 3x3 convolutions `conv1`, `conv2`, ... without bias,
 * each with a norm `bn1`, `bn2`, ... and ReLU; max pools between them as listed; global average
 * pooling; one dense layer `fc`.
 *
 * Throws `SWEEPSTAKE_MODELS_OPTION` for options that are not whole numbers above 0 and for no
 * convolution at all, and the graph's error where an image is too small for its pools.
 */
export function vgg({
  layers: listed,
  input = [3, 32, 32],
  classes = 10,
  name = `vgg(${listed.join(',')};${classes})`,
}: VggOptions): Network {
  checkCounts(
    name,
    'layers',
    listed.filter((entry) => entry !== 'M'),
    1,
  );
  checkCounts(name, 'classes', [classes], 1);
  checkCounts(name, 'input', input, 3, 3);
  const layers: Layer[] = [];
  let from = 'input';
  const push = (layer: Layer): void => {
    layers.push(layer);
    from = layer.name;
  };
  let channels = input[0]!;
  let n = 0;
  let pools = 0;
  for (const entry of listed) {
    if (entry === 'M') {
      push(halve(`pool${++pools}`, from));
      continue;
    }
    n++;
    push(convolution(`conv${n}`, from, channels, entry));
    push(batchNorm(`bn${n}`, from, entry));
    push(simple('relu', `relu${n}`, from));
    channels = entry;
  }
  push(simple('global-average-pool', 'pool', from));
  push(dense('fc', from, 'output', channels, classes));
  const network: Network = { name, input, layers, head: { kind: 'class', classes } };
  checkNetwork(network);
  return network;
}
