import type { Layer } from '@sweepstake/graph';
import { untranslatable } from './errors.ts';
import type { Place } from './errors.ts';
import { settingsOf } from './layer-settings.ts';
import type { LayerSettings } from './layer-settings.ts';
import type { KerasLayer } from './layers-tf.ts';
import { unique } from './model-weights.ts';
import type { ModelWeight } from './model-weights.ts';
import { translateWeighted } from './translate-weighted.ts';

/** What is known of a network so far; translations add to it. */
export interface Translation {
  readonly layers: Layer[];
  readonly weights: Map<string, Float32Array>;
  readonly statistics: Map<string, Float32Array>;
  readonly leftOut: string[];
  /** Names of values that are taken. */
  readonly names: Set<string>;
}

/** A value of the model, as the network has it. */
export interface Value {
  /** The network's name of it. */
  readonly name: string;
  /** One example in the model: `[features]` or `[height, width, channels]`, padding not included. */
  readonly shape: readonly number[];
  /** Zeros that the model has put around the image, for the next convolution to take over. */
  readonly padding: number;
  /**
   * How the model's order differs from the network's: an image whose channels were put first (`turned`), or features
   * that were an image of this shape, with channels last. `plain` values differ as all images do.
   */
  readonly form: 'plain' | 'turned' | readonly [number, number, number];
}

/** One layer of the model, applied once. */
export interface Applied {
  readonly layer: KerasLayer;
  readonly place: Place;
  readonly inputs: readonly Value[];
  /** One example of its value in the model. */
  readonly shape: readonly number[];
  readonly weights: readonly ModelWeight[];
  /** Whether its value is the model's output. */
  readonly last: boolean;
}

/** Adds the network's layers for one layer of a model; returns its value. Throws where there are none. */
export function translateLayer(into: Translation, applied: Applied): Value {
  const { layer, place, inputs } = applied;
  const { name, type } = place;
  const refuse = (why: string): never => {
    throw untranslatable(place, why);
  };
  const settings = settingsOf(layer);
  for (const [key, value] of Object.entries(layer.getConfig()))
    if (/(Regularizer|Constraint)$/.test(key) && value !== null && value !== undefined)
      into.leftOut.push(`layer ${place.position} '${name}': its ${key}`);
  if (applied.weights.length > 0 && !layer.trainable)
    into.leftOut.push(`layer ${place.position} '${name}': that it is frozen`);

  const given = inputs[0]!;
  if (given.padding > 0 && type !== 'Conv2D' && type !== 'ZeroPadding2D')
    refuse('padding can only stand before a convolution');
  if (settings.dataFormat === 'channelsFirst' && given.shape.length === 3)
    refuse('its data format is channelsFirst; build the model with channels last');

  /** One more layer of the network that changes no order. */
  const put = (layer: Layer, shape: readonly number[] = given.shape): Value => {
    into.layers.push(layer);
    return { name: layer.name, shape, padding: 0, form: given.form };
  };
  const relu = (name: string, value: Value): Value => {
    into.layers.push({ kind: 'relu', name, inputs: [value.name] });
    return { ...value, name };
  };
  /** What an activation called `activation` makes of a value, which it adds under this name. */
  const activated = (
    value: Value,
    activation: LayerSettings['activation'],
    name: () => string,
  ): Value => {
    if (activation === 'linear' || activation === undefined || activation === null) return value;
    if (activation === 'relu') return relu(name(), value);
    if (activation !== 'softmax')
      return refuse(
        `its activation is ${activation}; it can be relu, linear or, at the end, softmax`,
      );
    if (!applied.last || value.shape.length !== 1)
      return refuse('a softmax can only be the last of all, over features');
    into.leftOut.push(
      `layer ${place.position} '${place.name}': its softmax; the outputs are logits`,
    );
    return value;
  };
  const image = (): void => {
    if (given.shape.length !== 3 || given.form !== 'plain')
      refuse(`it takes an image with channels last, not ${describe(given)}`);
  };

  switch (type) {
    case 'Dense':
    case 'Conv2D':
    case 'BatchNormalization': {
      if (type === 'Conv2D') image();
      const value = translateWeighted(into, applied, refuse);
      return activated(value, settings.activation, () => unique(`${name}_relu`, into.names));
    }
    case 'Activation':
      return activated(given, settings.activation, () => name);
    case 'ReLU':
      if (settings.maxValue !== null && settings.maxValue !== undefined)
        refuse(`its maxValue is ${settings.maxValue}; a ReLU has none`);
      return relu(name, given);
    case 'Softmax':
      if (settings.axis !== -1 && settings.axis !== 1) refuse('its axis is not the last one');
      return activated(given, 'softmax', () => name);
    case 'Dropout': {
      if (settings.noiseShape !== null && settings.noiseShape !== undefined)
        refuse('it has a noiseShape; drop single values');
      return put({ kind: 'dropout', name, inputs: [given.name], rate: settings.rate! });
    }
    case 'Add': {
      const [left, right] = inputs;
      if (inputs.length !== 2) return refuse(`it adds ${inputs.length} values; add two at a time`);
      if (right!.padding > 0) refuse('padding can only stand before a convolution');
      if (
        String(left!.form) !== String(right!.form) ||
        String(left!.shape) !== String(right!.shape)
      )
        refuse(`it adds ${describe(left!)} and ${describe(right!)}`);
      return put({ kind: 'add', name, inputs: [left!.name, right!.name] });
    }
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      image();
      const size = poolSize(settings, given.shape, refuse);
      const kind = type === 'MaxPooling2D' ? 'max-pool' : 'average-pool';
      return put({ kind, name, inputs: [given.name], size }, applied.shape);
    }
    case 'GlobalAveragePooling2D':
      image();
      return put({ kind: 'global-average-pool', name, inputs: [given.name] }, applied.shape);
    case 'ZeroPadding2D':
      image();
      return { ...given, padding: given.padding + evenPadding(settings, refuse) };
    case 'Permute': {
      const dims = String(settings.dims);
      if (dims === identity(given.shape)) return given;
      if (given.form === 'plain' && dims === '3,1,2') return { ...given, form: 'turned' };
      if (given.form === 'turned' && dims === '2,3,1') return { ...given, form: 'plain' };
      return refuse(`its dims are [${dims}]; only [3, 1, 2], channels first, before a Flatten`);
    }
    case 'Reshape':
      if (String(applied.shape) === String(given.shape) && given.form !== 'turned') return given;
      if (applied.shape.length !== 1)
        refuse(`it makes [${applied.shape.join(', ')}] of ${describe(given)}; it can only flatten`);
      return flattened();
    case 'Flatten':
      if (given.shape.length === 1) return given;
      return flattened();
    default:
      return refuse('networks have no such layer');
  }

  function flattened(): Value {
    const [height, width, channels] = given.shape;
    const positions = height! * width!;
    into.layers.push({ kind: 'flatten', name, inputs: [given.name] });
    // One channel, or one position, is in the same order both ways.
    const same = given.form === 'turned' || channels === 1 || positions === 1;
    const form = same ? 'plain' : ([height!, width!, channels!] as const);
    return { name, shape: [positions * channels!], padding: 0, form };
  }
}

const identity = (shape: readonly number[]): string => String(shape.map((_, axis) => axis + 1));

const describe = ({ shape, form }: Value): string =>
  form === 'turned'
    ? `an image [${shape.join(', ')}] whose channels were put first`
    : `[${shape.join(', ')}]${form === 'plain' ? '' : ' that was flattened with channels last'}`;

/** The side of square windows that lie side by side. */
function poolSize(
  settings: LayerSettings,
  shape: readonly number[],
  refuse: (why: string) => never,
): number {
  const [rows, columns] = settings.poolSize!;
  const strides = settings.strides!;
  if (rows !== columns || strides.some((stride) => stride !== rows))
    refuse(
      `its windows of [${rows}, ${columns}] step by [${strides.join(', ')}]; use squares side by side`,
    );
  if (settings.padding !== 'valid' && shape.slice(0, 2).some((side) => side % rows !== 0))
    refuse(`its padding is ${JSON.stringify(settings.padding)}; use 'valid'`);
  return rows;
}

/** Zeros on every side. */
function evenPadding(settings: LayerSettings, refuse: (why: string) => never): number {
  const sides = [settings.padding as readonly (readonly [number, number])[]].flat(2);
  if (sides.some((side) => side !== sides[0]))
    refuse(`its padding is ${JSON.stringify(settings.padding)}; it must be equal on every side`);
  return sides[0]!;
}
