import type { Base } from './bases/base.ts';
import { conv2, conv4, conv6 } from './bases/conv.ts';
import { resnet18, vgg19 } from './bases/deep.ts';
import { lenet } from './bases/lenet.ts';
import type { BaseName } from './base-titles.ts';
import type { PresetName } from './experiment.ts';

/** The networks of the paper with their data sets and hyper-parameters (figure 2), at the size of a preset. */
export const BASES = {
  lenet,
  'conv-2': conv2,
  'conv-4': conv4,
  'conv-6': conv6,
  'resnet-18': resnet18,
  'vgg-19': vgg19,
} as const satisfies Record<string, Readonly<Record<'paper' | 'reduced' | 'smoke', Base>>>;

/** A base at the size of a preset; `tiny` begins as `smoke` does, `quick` as `reduced`. */
export function baseOf(name: BaseName, preset: PresetName): Base {
  const { paper, reduced, smoke } = BASES[name];
  return { tiny: smoke, smoke, quick: reduced, reduced, paper }[preset];
}
