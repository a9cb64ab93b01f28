import type { ConvolutionLayer, Layer, Network, NormLayer, Role } from '@sweepstake/graph';

function convolution(
  name: string,
  input: string,
  [fanIn, out]: readonly [number, number],
  { size = 3, stride = 1, role = 'convolution' as Role } = {},
): ConvolutionLayer {
  return {
    kind: 'convolution',
    name,
    inputs: [input],
    in: fanIn,
    out,
    kernel: [size, size],
    stride,
    padding: size === 3 ? 1 : 0,
    weight: {
      name: `${name}.weight`,
      shape: [out, fanIn, size, size],
      role,
      initialiser: { kind: 'glorot-normal', fanIn: fanIn * 9, fanOut: out * 9 },
    },
    bias: null,
  };
}

function norm(name: string, input: string, features: number): NormLayer {
  const parameter = (suffix: string, value: number) =>
    ({
      name: `${name}.${suffix}`,
      shape: [features],
      role: 'norm',
      initialiser: { kind: 'constant', value },
    }) as const;
  return {
    kind: 'norm',
    name,
    inputs: [input],
    features,
    epsilon: 1e-5,
    momentum: 0.1,
    scale: parameter('weight', 1),
    shift: parameter('bias', 0),
  };
}

const relu = (name: string, input: string): Layer => ({ kind: 'relu', name, inputs: [input] });

/** A residual network of 9 x 10 images with every kind of convolution: wide and narrow, strided, shortcut. */
export function drawImageNetwork(): Network {
  const layers: Layer[] = [
    convolution('stem', 'input', [3, 17]),
    norm('bn0', 'stem', 17),
    relu('relu0', 'bn0'),
    convolution('a', 'relu0', [17, 17]),
    norm('bn1', 'a', 17),
    { kind: 'add', name: 'add1', inputs: ['bn1', 'relu0'] },
    relu('relu1', 'add1'),
    convolution('b', 'relu1', [17, 20], { stride: 2 }),
    norm('bn2', 'b', 20),
    convolution('down', 'relu1', [17, 20], { size: 1, stride: 2, role: 'shortcut' }),
    norm('bn3', 'down', 20),
    { kind: 'add', name: 'add2', inputs: ['bn2', 'bn3'] },
    relu('relu2', 'add2'),
    { kind: 'max-pool', name: 'pool', inputs: ['relu2'], size: 2 },
    { kind: 'flatten', name: 'flatten', inputs: ['pool'] },
    {
      kind: 'dense',
      name: 'fc',
      inputs: ['flatten'],
      in: 80,
      out: 4,
      weight: {
        name: 'fc.weight',
        shape: [4, 80],
        role: 'output',
        initialiser: { kind: 'glorot-normal', fanIn: 80, fanOut: 4 },
      },
      bias: {
        name: 'fc.bias',
        shape: [4],
        role: 'bias',
        initialiser: { kind: 'constant', value: 0 },
      },
    },
  ];
  return { name: 'residual', input: [3, 9, 10], layers, head: { kind: 'class', classes: 4 } };
}
