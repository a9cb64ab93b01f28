import type { Network } from '@sweepstake/graph';
import { prunableParameters } from '@sweepstake/graph';
import type { Initial, MagnitudePruneStage, Rates, TrainStage } from '@sweepstake/stages';
import type { Optimizer, Schedule } from '@sweepstake/training';
import type { RunConfig } from './config.ts';

/** Where a training stands in an experiment. */
export interface Place {
  readonly trial: number;
  readonly round: number;
  readonly initial: Initial;
  /** Id of the pruning whose mask it trains under; null for the dense network. */
  readonly mask: string | null;
  /** Id of the dense training that kept the weights to rewind to; null for iteration 0. */
  readonly rewound: string | null;
}

/**
 * The training at a place. Experiment, preset and variant do not enter it. What all trainings of a configuration have
 * in common is one object in all of them, so that a plan of many thousands stays small.
 */
export function trainingsOf(config: RunConfig, numerics: string): (place: Place) => TrainStage {
  const { seed, rewind_to, evaluation } = config;
  const optimizer = optimizerOf(config);
  const schedule = scheduleOf(config);
  const evaluated: TrainStage['evaluation'] = {
    every: evaluation.every,
    at: evaluation.at.filter((t) => t <= config.iterations),
    test: evaluation.test,
    trainAccuracy: evaluation.train_accuracy,
    ...(evaluation.examples > 0 && { examples: evaluation.examples }),
  };
  return ({ trial, round, initial, mask, rewound }) => ({
    kind: 'train',
    network: config.network,
    dataset: config.dataset,
    scaling: config.scaling,
    augmentation: config.augmentation,
    split: { seed, trial, validation: config.validation },
    initial,
    ...(config.initial_std > 0 && { initialStd: config.initial_std }),
    ...(mask !== null && { mask: { stage: mask } }),
    ...(rewound !== null && { rewind: { stage: rewound, iteration: rewind_to } }),
    ...(mask === null && rewind_to > 0 && { keep: [rewind_to] }),
    order: { seed, trial, round },
    optimizer,
    schedule,
    batch: config.batch,
    iterations: config.iterations,
    evaluation: evaluated,
    backend: config.backend,
    numerics,
    fastMath: config.fast_math,
  });
}

/** What a pruning follows. */
export interface Pruned {
  /** Id of the training whose weights are ranked. */
  readonly from: string;
  /** Rounds at once. */
  readonly rounds: number;
  /** Id of the dense training that kept the weights to rewind to; null for iteration 0. */
  readonly rewound: string | null;
}

/** The pruning after a training, with the rates of the roles that the network has. */
export function pruningOf(
  config: RunConfig,
  network: Network,
  { from, rounds, rewound }: Pruned,
): MagnitudePruneStage {
  return {
    kind: 'prune',
    criterion: config.criterion,
    from,
    rates: ratesOf(config, network),
    ...(rounds !== 1 && { rounds }),
    ...(rewound !== null && { rewind: { stage: rewound, iteration: config.rewind_to } }),
  };
}

/** Rates of the roles that the network has. */
export function ratesOf(config: RunConfig, network: Network): Rates {
  const roles = new Set<string>(prunableParameters(network).map(({ role }) => role));
  return Object.fromEntries(Object.entries(config.rates).filter(([role]) => roles.has(role)));
}

function optimizerOf({ optimizer }: RunConfig): Optimizer {
  const { weight_decay: weightDecay, ...rest } = optimizer;
  return { ...rest, weightDecay };
}

const scheduleOf = ({ learning_rate, schedule }: RunConfig): Schedule => ({
  learningRate: learning_rate,
  ...schedule,
});
