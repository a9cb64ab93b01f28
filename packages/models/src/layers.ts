import type {
  AddLayer,
  ConvolutionLayer,
  DenseLayer,
  Layer,
  NormLayer,
  Parameter,
  PoolLayer,
  Role,
} from '@sweepstake/graph';

type Simple = Extract<Layer, { kind: 'relu' | 'flatten' | 'global-average-pool' }>;

const constant = (name: string, size: number, role: 'bias' | 'norm', value: number): Parameter => ({
  name,
  shape: [size],
  role,
  initialiser: { kind: 'constant', value },
});

/** `<name>.weight` `[out, in]`, Gaussian Glorot, and `<name>.bias`, 0. */
export function dense(
  name: string,
  from: string,
  role: 'hidden' | 'output',
  fanIn: number,
  fanOut: number,
): DenseLayer {
  const initialiser = { kind: 'glorot-normal', fanIn, fanOut } as const;
  return {
    kind: 'dense',
    name,
    inputs: [from],
    in: fanIn,
    out: fanOut,
    weight: { name: `${name}.weight`, shape: [fanOut, fanIn], role, initialiser },
    bias: constant(`${name}.bias`, fanOut, 'bias', 0),
  };
}

export interface ConvolutionOptions {
  /** Side of the square window; 3 when left out. The padding is half of it, rounded down. */
  readonly size?: 1 | 3;
  readonly stride?: number;
  readonly role?: Extract<Role, 'convolution' | 'shortcut'>;
  /** Whether there is a `<name>.bias`, 0; not when left out. */
  readonly biased?: boolean;
}

/** `<name>.weight` `[out, in, size, size]`, Gaussian Glorot with fans of size x size x channels. */
export function convolution(
  name: string,
  from: string,
  channels: number,
  out: number,
  { size = 3, stride = 1, role = 'convolution', biased = false }: ConvolutionOptions = {},
): ConvolutionLayer {
  const area = size * size;
  const initialiser = {
    kind: 'glorot-normal',
    fanIn: channels * area,
    fanOut: out * area,
  } as const;
  return {
    kind: 'convolution',
    name,
    inputs: [from],
    in: channels,
    out,
    kernel: [size, size],
    stride,
    padding: (size - 1) / 2,
    weight: { name: `${name}.weight`, shape: [out, channels, size, size], role, initialiser },
    bias: biased ? constant(`${name}.bias`, out, 'bias', 0) : null,
  };
}

/** `<name>.weight` (scale, 1) and `<name>.bias` (shift, 0); epsilon and momentum of PyTorch. */
export function batchNorm(name: string, from: string, features: number): NormLayer {
  return {
    kind: 'norm',
    name,
    inputs: [from],
    features,
    epsilon: 1e-5,
    momentum: 0.1,
    scale: constant(`${name}.weight`, features, 'norm', 1),
    shift: constant(`${name}.bias`, features, 'norm', 0),
  };
}

/** 2x2 max pooling. */
export function halve(name: string, from: string): PoolLayer {
  return { kind: 'max-pool', name, inputs: [from], size: 2 };
}

/** A layer without numbers of its own. */
export function simple(kind: Simple['kind'], name: string, from: string): Simple {
  return { kind, name, inputs: [from] };
}

/** Sum of two values. */
export function add(name: string, left: string, right: string): AddLayer {
  return { kind: 'add', name, inputs: [left, right] };
}
