import type { ArmFile } from '../experiment.ts';

/** What legends call the Conv networks. */
export const CONVS = ['Conv-2', 'Conv-4', 'Conv-6'];

export const CONV_BASES = ['conv-2', 'conv-4', 'conv-6'] as const;

export const CONV_ARMS: ArmFile[] = CONV_BASES.map((base) => ({ base }));

/** Dropout after the hidden dense layers, trained three times as long (paper, section 3 and appendix H.5). */
export const DROPOUT = {
  'conv-2': { network: '{network}/dropout0.5', iterations: 60_000, learning_rate: 3e-4 },
  'conv-4': { network: '{network}/dropout0.5', iterations: 75_000, learning_rate: 2e-4 },
  'conv-6': { network: '{network}/dropout0.5', iterations: 90_000, learning_rate: 2e-4 },
} as const;

/** One arm per Conv network and value. */
export const convSweep = (key: string, values: (number | string)[], label: string): ArmFile[] =>
  CONV_BASES.map((base) => ({ base, label, vary: { key, values } }));

/** The three settings of section 4. */
export const VGG_SETTINGS: ArmFile[] = [
  { base: 'vgg-19', label: 'rate 0.1' },
  { base: 'vgg-19', label: 'rate 0.01', set: { learning_rate: 0.01 } },
  { base: 'vgg-19', label: 'rate 0.1, warm-up 10K', set: { schedule: { warmup: 10_000 } } },
];

export const RESNET_SETTINGS: ArmFile[] = [
  { base: 'resnet-18', label: 'rate 0.1' },
  { base: 'resnet-18', label: 'rate 0.01', set: { learning_rate: 0.01 } },
  {
    base: 'resnet-18',
    label: 'rate 0.03, warm-up 20K',
    set: { learning_rate: 0.03, schedule: { warmup: 20_000 } },
  },
];

/** Each setting pruned globally and layer by layer. */
export const bothCriteria = (settings: ArmFile[]): ArmFile[] =>
  settings.flatMap((arm) => [
    { ...arm, label: `${arm.label}, global`, colour: arm.label, dash: 'global' },
    {
      ...arm,
      label: `${arm.label}, layer-wise`,
      colour: arm.label,
      dash: 'layer-wise',
      set: { ...arm.set, criterion: 'layerwise-magnitude' as const },
    },
  ]);
