import type { Layer, Network } from '@sweepstake/graph';
import { Stream } from '@sweepstake/random';
import { add, convolution, dense, dropout, norm, pool, simple } from './layers.ts';
import type { Setting } from './setting.ts';
import { CLASSES, OPTIMIZERS, drawSetting, makeSetting } from './setting.ts';

/** Every kind of layer, on images of 7x5: odd sides, channel counts that fill no vector, a strided shortcut. */
const LAYERS: readonly Layer[] = [
  convolution('conv1', 'input', { in: 3, out: 5, kernel: 3, stride: 1, padding: 1, bias: true }),
  simple('relu', 'relu1', 'conv1'),
  convolution('conv2', 'relu1', { in: 5, out: 6, kernel: 3, stride: 2, padding: 1, bias: false }),
  norm('bn2', 'conv2', 6),
  simple('relu', 'relu2', 'bn2'),
  convolution('conv3', 'relu2', { in: 6, out: 6, kernel: 3, stride: 1, padding: 1, bias: false }),
  norm('bn3', 'conv3', 6),
  convolution('down', 'relu1', {
    in: 5,
    out: 6,
    kernel: 1,
    stride: 2,
    padding: 0,
    bias: false,
    role: 'shortcut',
  }),
  norm('down_bn', 'down', 6),
  add('add', 'bn3', 'down_bn'),
  simple('relu', 'relu3', 'add'),
  pool('max-pool', 'pool', 'relu3'),
];

const network = (name: string, layers: readonly Layer[]): Network => ({
  name,
  input: [3, 7, 5],
  layers,
  head: CLASSES,
});

/** A small residual training on images with half of the weights removed; the same for the same seed. */
export function makeImageSetting(seed: number, batch = 12): Setting {
  const layers = [...LAYERS, simple('flatten', 'flat', 'pool'), dense('fc', 'flat', 12, 5)];
  const named = network('convolution+norm+add', layers);
  return drawSetting(['convolution'], named, new Stream(`images(${seed})`), batch);
}

/** The same with dropout before the dense layer and after the first convolution. */
export function makeDropoutSetting(seed: number, batch = 12): Setting {
  const layers = LAYERS.map((layer) =>
    layer.name === 'conv2' ? ({ ...layer, inputs: ['drop1'] } as Layer) : layer,
  );
  layers.splice(2, 0, dropout('drop1', 'relu1', 0.2));
  layers.push(simple('flatten', 'flat', 'pool'), dropout('drop2', 'flat', 0.5));
  const named = network('convolution+norm+add+dropout', [...layers, dense('fc', 'drop2', 12, 5)]);
  return drawSetting(['convolution', 'dropout'], named, new Stream(`dropout(${seed})`), batch);
}

/** A setting of each kind, by name. */
export const settingsOf = (seed: number): readonly (readonly [string, Setting])[] => [
  ['a dense network', makeSetting(seed)],
  ['a network of images', makeImageSetting(seed)],
  ['a network with dropout', makeDropoutSetting(seed)],
];

/** Every update rule on a setting of each kind. */
export const cases = (seed: number) =>
  OPTIMIZERS.flatMap((optimizer) =>
    settingsOf(seed).map((setting) => [optimizer, setting] as const),
  );
