import { checkNetwork } from '@sweepstake/graph';
import type { Layer, Network } from '@sweepstake/graph';
import { checkCounts } from './check-options.ts';
import { add, batchNorm, convolution, dense, simple } from './layers.ts';

export interface ResnetOptions {
  /** Name of the network; the sizes as `resnet(16,32,64;3;10)` when left out. */
  readonly name?: string | undefined;
  /** Channels of each stage; the stem has those of the first. */
  readonly widths: readonly number[];
  /** Residual blocks per stage. */
  readonly blocks: number;
  /** Shape of one example; `[3, 32, 32]` when left out. */
  readonly input?: readonly number[] | undefined;
  /** 10 when left out. */
  readonly classes?: number | undefined;
}

/**
 * One basic block (He et al. 2016): 3x3 convolution, norm, ReLU, 3x3 convolution, norm; plus the
 * input; ReLU. Where the stride is 2, a 1x1 convolution and a norm bring the input to the shape.
 */
function block(name: string, from: string, channels: number, out: number, stride: 1 | 2): Layer[] {
  const layer = (part: string): string => `${name}.${part}`;
  const layers: Layer[] = [
    convolution(layer('conv1'), from, channels, out, { stride }),
    batchNorm(layer('bn1'), layer('conv1'), out),
    simple('relu', layer('relu1'), layer('bn1')),
    convolution(layer('conv2'), layer('relu1'), out, out),
    batchNorm(layer('bn2'), layer('conv2'), out),
  ];
  if (stride === 2) {
    const options = { size: 1, stride, role: 'shortcut' } as const;
    layers.push(
      convolution(layer('down_conv'), from, channels, out, options),
      batchNorm(layer('down_bn'), layer('down_conv'), out),
    );
  }
  const shortcut = stride === 2 ? layer('down_bn') : from;
  layers.push(
    add(layer('add'), layer('bn2'), shortcut),
    simple('relu', layer('relu2'), layer('add')),
  );
  return layers;
}

/**
 * A residual network for small images: 3x3 stem `conv` with norm `bn` and ReLU, stages of basic
 * blocks `stage1_block1`, ... , the first block of every stage but the first with stride 2, global
 * average pooling, one dense layer `fc`. The paper's Resnet-18 (appendix I.3) has widths 16, 32, 64
 * and three blocks per stage. 1x1 convolutions have the role `shortcut`.
 *
 * Throws `SWEEPSTAKE_MODELS_OPTION` for options that are not whole numbers above 0.
 */
export function resnet({
  widths,
  blocks,
  input = [3, 32, 32],
  classes = 10,
  name = `resnet(${widths.join(',')};${blocks};${classes})`,
}: ResnetOptions): Network {
  checkCounts(name, 'widths', widths, 1);
  checkCounts(name, 'blocks', [blocks], 1);
  checkCounts(name, 'classes', [classes], 1);
  checkCounts(name, 'input', input, 3, 3);
  let channels = widths[0]!;
  const layers: Layer[] = [
    convolution('conv', 'input', input[0]!, channels),
    batchNorm('bn', 'conv', channels),
    simple('relu', 'relu', 'bn'),
  ];
  widths.forEach((width, s) => {
    for (let b = 0; b < blocks; b++) {
      const from = layers.at(-1)!.name;
      const stride = s > 0 && b === 0 ? 2 : 1;
      layers.push(...block(`stage${s + 1}_block${b + 1}`, from, channels, width, stride));
      channels = width;
    }
  });
  layers.push(
    simple('global-average-pool', 'pool', layers.at(-1)!.name),
    dense('fc', 'pool', 'output', channels, classes),
  );
  const network: Network = { name, input, layers, head: { kind: 'class', classes } };
  checkNetwork(network);
  return network;
}
