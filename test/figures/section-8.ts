/**
 * What each figure of the paper shows, taken from the paper's text by hand and from nothing in this repository: which
 * networks, which variants, which grid, which panels. The experiments' files are held against it.
 */
export interface Shown {
  /** Networks of the paper's figure 2. */
  readonly networks: readonly string[];
  readonly variants: readonly string[];
  /** How many settings each network has. */
  readonly settings: number;
  /** Metric and place of every kind of panel; the place `1` or `2` is a reported iteration before the last. */
  readonly panels: readonly (readonly [metric: string, at: 'early_stop' | 'end' | '1' | '2'])[];
  readonly x?: 'iteration' | 'weights' | 'linear' | undefined;
  /** Densities instead: their analysis, layers (LeNet's three matrices) and groups. */
  readonly densities?: readonly [analysis: string, groups: number] | undefined;
}

const LENET = ['lenet'];
const CONV = ['conv-2', 'conv-4', 'conv-6'];
const VGG = ['vgg-19'];
const RESNET = ['resnet-18'];

const STOP = ['early_stop_iteration', 'early_stop'] as const;
const TEST = ['test_accuracy', 'early_stop'] as const;
const TRAIN = ['train_accuracy', 'early_stop'] as const;
const VALIDATION = ['validation_accuracy', 'early_stop'] as const;
const TEST_END = ['test_accuracy', 'end'] as const;
const TRAIN_END = ['train_accuracy', 'end'] as const;
const three = (metric: string) =>
  [
    [metric, '1'],
    [metric, '2'],
    [metric, 'end'],
  ] as const;

const shown = (
  networks: readonly string[],
  variants: string,
  panels: Shown['panels'],
  settings = 1,
  rest: Partial<Shown> = {},
): Shown => ({ networks, variants: variants.split(' '), settings, panels, ...rest });

const density = (analysis: string, groups = 1): Shown =>
  shown(LENET, 'ticket', [], 1, { densities: [analysis, groups] });

/** By the number of the figure; figure 2 is a table. */
export const SECTION_8: Readonly<Record<number, Shown>> = {
  1: shown([...LENET, ...CONV], 'ticket random', [STOP, TEST]),
  3: shown(LENET, 'ticket reinit', [['test_accuracy', 'end']], 1, { x: 'iteration' }),
  4: shown(LENET, 'ticket reinit one-shot one-shot-reinit', [STOP, TEST, TRAIN, TEST_END]),
  5: shown(CONV, 'ticket reinit', [STOP, TEST, TRAIN, TEST_END]),
  6: shown(CONV, 'ticket', [STOP, TEST], 2),
  7: shown(VGG, 'ticket reinit', three('test_accuracy'), 3),
  8: shown(RESNET, 'ticket reinit', three('test_accuracy'), 3),
  9: shown(LENET, 'ticket continued', [STOP, VALIDATION]),
  10: shown(CONV, 'ticket continued', [STOP, VALIDATION]),
  11: shown(LENET, 'ticket reinit', [['validation_loss', 'end']], 1, { x: 'iteration' }),
  12: shown(LENET, 'ticket reinit one-shot one-shot-reinit', [
    STOP,
    TEST,
    TRAIN,
    TEST_END,
    TRAIN_END,
  ]),
  13: shown(CONV, 'ticket reinit', [STOP, TEST, TRAIN, TEST_END, TRAIN_END]),
  14: shown([...LENET, ...CONV, ...RESNET, ...VGG], 'ticket reinit random', [TEST_END]),
  15: density('initial-weights'),
  16: density('initial-weights'),
  17: shown(LENET, 'ticket reinit resample', [STOP, TEST]),
  18: shown(LENET, 'ticket reinit small-initial', [STOP, TEST]),
  19: density('distance-moved', 2),
  20: density('magnitude-change', 2),
  21: density('incoming'),
  22: density('incoming'),
  23: density('outgoing'),
  24: density('outgoing'),
  25: shown(LENET, 'ticket reinit noise-0.5 noise-1 noise-2 noise-3', [STOP, TEST]),
  26: shown(LENET, 'ticket', [STOP, VALIDATION], 10),
  27: shown(LENET, 'ticket', [STOP, VALIDATION], 8),
  28: shown(LENET, 'ticket', [STOP, VALIDATION], 7),
  29: shown(LENET, 'ticket', [STOP, VALIDATION], 5),
  30: shown(LENET, 'ticket', [STOP, VALIDATION], 7),
  // Sizes are networks of their own.
  31: shown(LENET, 'ticket', [STOP, VALIDATION], 10, { x: 'weights' }),
  32: shown(CONV, 'ticket', [STOP, VALIDATION], 6),
  33: shown(CONV, 'ticket', [STOP, VALIDATION], 5),
  34: shown(CONV, 'ticket', [STOP, VALIDATION], 5),
  35: shown(CONV, 'ticket', [STOP, VALIDATION], 5),
  36: shown(CONV, 'ticket', [STOP, VALIDATION], 4),
  37: shown(CONV, 'ticket', [STOP, VALIDATION], 3, { x: 'weights' }),
  38: shown(VGG, 'ticket', three('validation_accuracy'), 6),
  39: shown(RESNET, 'ticket', three('validation_accuracy'), 6),
  40: shown(VGG, 'ticket reinit', three('test_accuracy'), 3),
  41: shown(RESNET, 'ticket reinit', three('test_accuracy'), 3),
  42: shown(RESNET, 'ticket reinit', three('validation_accuracy'), 6),
  43: shown(VGG, 'ticket reinit', three('validation_accuracy'), 6),
  44: shown(RESNET, 'ticket', three('validation_accuracy'), 6),
  45: shown(VGG, 'ticket', three('validation_accuracy'), 6),
};
