import type { Base } from './base.ts';
import { NO_BRANCHES } from './base.ts';

/** What distinguishes ResNet-18 and VGG-19 on CIFAR-10 (paper, figure 2 and appendix I). */
interface Deep {
  readonly network: 'resnet-18' | 'vgg-19';
  readonly iterations: number;
  readonly batch: number;
  /** Updates after which the learning rate falls tenfold. */
  readonly milestones: readonly [number, number];
  /** Iterations that accuracies are read at, T the last of them. */
  readonly at: readonly number[];
  /** Iterations of the shorter presets, and the factor of the width in `smoke`. */
  readonly reduced: number;
  readonly smoke: number;
  readonly narrow: number;
}

function deep({ network, iterations, batch, milestones, at, ...shorter }: Deep) {
  const paper: Base = {
    dataset: 'cifar-10',
    network,
    scaling: 'default',
    augmentation: { flip: true, crop: 4 },
    validation: 5000,
    trials: 3,
    seed: 0,
    backend: 'engine',
    iterations,
    batch,
    optimizer: { kind: 'momentum', momentum: 0.9, weight_decay: 1e-4 },
    learning_rate: 0.1,
    schedule: { warmup: 0, milestones: [...milestones], factor: 0.1 },
    rates: { hidden: 0, output: 0, convolution: 0.2, shortcut: 0 },
    rounds: 20,
    levels: [],
    criterion: 'global-magnitude',
    rewind_to: 0,
    initial_std: 0,
    ...NO_BRANCHES,
    evaluation: {
      every: 100,
      at: [...at],
      test: 'early-stop',
      train_accuracy: true,
      examples: 0,
    },
    fast_math: false,
  };
  const shortened = (to: number) => {
    const scaled = (values: readonly number[]): number[] =>
      values.map((t) => Math.round((t * to) / iterations));
    return {
      iterations: to,
      schedule: { ...paper.schedule, milestones: scaled(milestones) },
      at: scaled(at),
    };
  };
  const few = shortened(shorter.reduced);
  /**
   * A quarter of the width, and small batches: in the same time they make more updates, and learn
   * more. The levels are the ends of those that section 4 names for ResNet-18.
   */
  const reduced: Base = {
    ...paper,
    network: `${network}/w0.25`,
    batch: 32,
    iterations: few.iterations,
    schedule: few.schedule,
    rounds: 10,
    levels: [4, 10],
    evaluation: {
      every: shorter.reduced,
      at: few.at,
      test: 'early-stop',
      train_accuracy: false,
      examples: 1000,
    },
  };
  const least = shortened(shorter.smoke);
  const smoke: Base = {
    ...reduced,
    network: `${network}/w${shorter.narrow}`,
    trials: 2,
    batch: 16,
    iterations: least.iterations,
    schedule: least.schedule,
    rounds: 7,
    levels: [4, 7],
    evaluation: { ...reduced.evaluation, every: shorter.smoke, at: least.at, examples: 200 },
  };
  return { paper, reduced, smoke };
}

/** 20 layers, which the paper calls ResNet-18 (figure 8). */
export const resnet18 = deep({
  network: 'resnet-18',
  iterations: 30_000,
  batch: 128,
  milestones: [20_000, 25_000],
  at: [10_000, 20_000, 30_000],
  reduced: 400,
  smoke: 30,
  narrow: 0.125,
});

/** 112,480 iterations are 160 epochs; the rate falls after 80 and 120 (figure 7). */
export const vgg19 = deep({
  network: 'vgg-19',
  iterations: 112_480,
  batch: 64,
  milestones: [56_240, 84_360],
  at: [30_000, 60_000, 112_480],
  reduced: 200,
  smoke: 30,
  narrow: 0.0625,
});
