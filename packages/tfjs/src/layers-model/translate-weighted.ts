import type { Parameter } from '@sweepstake/graph';
import { fromTfjs } from '../layout.ts';
import { settingsOf } from './layer-settings.ts';
import type { Applied, Translation, Value } from './translate-layer.ts';

type Refuse = (why: string) => never;

/** The layer of a network for a `Dense`, `Conv2D` or `BatchNormalization`, without its activation; see `translateLayer`. */
export function translateWeighted(into: Translation, applied: Applied, refuse: Refuse): Value {
  switch (applied.place.type) {
    case 'Dense':
      return dense(into, applied, refuse);
    case 'Conv2D':
      return convolution(into, applied, refuse);
    default:
      return norm(into, applied, refuse);
  }
}

function dense(into: Translation, applied: Applied, refuse: Refuse): Value {
  const { name } = applied.place;
  const [given] = applied.inputs;
  const [features, ...rest] = given!.shape;
  if (rest.length > 0) refuse(`it takes [${given!.shape.join(', ')}]; put a Flatten before it`);
  const [out] = applied.shape;
  const order = orderOf(given!);
  const weight = fromTfjs(tensorOf(applied, 'kernel')!, [out!, features!]);
  const initialiser = { kind: 'glorot-normal', fanIn: features!, fanOut: out! } as const;
  const parameter = { name: `${name}.weight`, shape: [out!, features!], initialiser } as const;
  into.weights.set(
    parameter.name,
    weight.map((_, i) => weight[rowOf(i) + order(i % features!)]!),
  );
  into.layers.push({
    kind: 'dense',
    name,
    inputs: [given!.name],
    in: features!,
    out: out!,
    weight: { ...parameter, role: 'hidden' },
    bias: biasOf(into, applied, out!),
  });
  return { name, shape: applied.shape, padding: 0, form: 'plain' };

  function rowOf(i: number): number {
    return i - (i % features!);
  }
}

function convolution(into: Translation, applied: Applied, refuse: Refuse): Value {
  const { name } = applied.place;
  const [given] = applied.inputs;
  const settings = settingsOf(applied.layer);
  const kernel = settings.kernelSize as readonly [number, number];
  const [stride, across] = settings.strides!;
  if (stride !== across) refuse(`its strides are [${stride}, ${across}]; they must be equal`);
  const dilation = [settings.dilationRate ?? 1].flat() as number[];
  if (dilation.some((rate) => rate !== 1))
    refuse(`its dilation rate is [${dilation.join(', ')}]; it must be 1`);
  const [rows, columns, channels] = given!.shape;
  const [, , out] = applied.shape;
  const own = settings.padding === 'valid' ? 0 : samePadding();
  const shape = [out!, channels!, kernel[0], kernel[1]];
  const area = kernel[0] * kernel[1];
  const fans = { fanIn: area * channels!, fanOut: area * out! };
  into.weights.set(`${name}.weight`, fromTfjs(tensorOf(applied, 'kernel')!, shape));
  into.layers.push({
    kind: 'convolution',
    name,
    inputs: [given!.name],
    in: channels!,
    out: out!,
    kernel,
    stride,
    padding: given!.padding + own,
    weight: {
      name: `${name}.weight`,
      shape,
      role: 'convolution',
      initialiser: { kind: 'glorot-normal', ...fans },
    },
    bias: biasOf(into, applied, out!),
  });
  return { name, shape: applied.shape, padding: 0, form: 'plain' };

  /** The zeros on every side that 'same' comes to here, if they are equal. */
  function samePadding(): number {
    const zeros = [rows!, columns!].map((inner, axis) => {
      const side = inner + 2 * given!.padding;
      return Math.max((Math.ceil(side / stride) - 1) * stride + kernel[axis]! - side, 0);
    });
    if (settings.padding !== 'same' || zeros[0] !== zeros[1] || zeros[0]! % 2 !== 0)
      refuse(
        `its padding ${JSON.stringify(settings.padding)} puts ${zeros.join(' and ')} zeros around rows and columns, ` +
          'which is not the same on every side; use a ZeroPadding2D and padding valid',
      );
    return zeros[0]! / 2;
  }
}

function norm(into: Translation, applied: Applied, refuse: Refuse): Value {
  const { name } = applied.place;
  const [given] = applied.inputs;
  const settings = settingsOf(applied.layer);
  const { shape } = given!;
  if (given!.form === 'turned')
    refuse('the channels of its image were put first; put it before the Permute');
  const axis = settings.axis!;
  if (axis !== -1 && axis !== shape.length)
    refuse(`its axis is ${axis}; it must be the last one, -1`);
  if (settings.scale === false || settings.center === false)
    refuse('it has no scale or no center; networks train both');
  const features = shape.at(-1)!;
  const order = orderOf(given!);
  const put = (of: string, kind: string, to: Map<string, Float32Array>): void => {
    const tensor = tensorOf(applied, kind)!;
    to.set(
      `${name}.${of}`,
      tensor.map((_, i) => tensor[order(i)]!),
    );
  };
  put('weight', 'gamma', into.weights);
  put('bias', 'beta', into.weights);
  put('running_mean', 'moving_mean', into.statistics);
  put('running_var', 'moving_variance', into.statistics);
  const parameter = (of: string, value: number): Parameter => ({
    name: `${name}.${of}`,
    shape: [features],
    role: 'norm',
    initialiser: { kind: 'constant', value },
  });
  into.layers.push({
    kind: 'norm',
    name,
    inputs: [given!.name],
    features,
    epsilon: settings.epsilon!,
    // 1 - 0.9 is 0.09999999999999998: twelve digits are those that somebody wrote.
    momentum: Number((1 - settings.momentum!).toPrecision(12)),
    scale: parameter('weight', 1),
    shift: parameter('bias', 0),
  });
  return { ...given!, name };
}

/** Where feature i of the network's value is in the model's. */
function orderOf({ form }: Value): (feature: number) => number {
  if (typeof form === 'string') return (feature) => feature;
  const [height, width, channels] = form;
  const plane = height * width;
  return (feature) => (feature % plane) * channels + Math.floor(feature / plane);
}

/** A copy of the layer's weight of this kind; null where it has none. */
function tensorOf({ weights }: Applied, kind: string): Float32Array | null {
  const weight = weights.find((each) => each.kind === kind);
  return weight === undefined ? null : Float32Array.from(weight.variable.read().dataSync());
}

function biasOf(into: Translation, applied: Applied, out: number): Parameter | null {
  const tensor = tensorOf(applied, 'bias');
  if (tensor === null) return null;
  const name = `${applied.place.name}.bias`;
  into.weights.set(name, tensor);
  return { name, shape: [out], role: 'bias', initialiser: { kind: 'constant', value: 0 } };
}
