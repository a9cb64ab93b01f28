import { getDataset } from '@sweepstake/datasets';
import { planLayers } from '@sweepstake/engine';
import type { RunConfig } from '@sweepstake/experiments';
import { elements, parametersOf, prunableParameters } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { evaluationGrid } from '@sweepstake/training';
import { survivorsByRound } from './levels.ts';
import { SLOTS } from './training-seconds.ts';

/** A thread with its program and an evaluation's buffers, beside what the engine plans: results/speed/memory.md. */
const WORKER = 110e6;

/** Node with the pool and the tables, beside data: results/speed/memory.md and conv-memory.md. */
const PROCESS = 250e6;

/** Bytes of memory. */
export interface MemoryBytes {
  readonly perWorker: number;
  /** Of the process, with its data. */
  readonly beside: number;
}

/** Memory at its peak, on the engine: a dense network takes most. */
export function memoryBytes(
  network: Network,
  { batch, optimizer, dataset }: RunConfig,
): MemoryBytes {
  const sizes = new Map(
    prunableParameters(network).map(({ name, shape }) => [name, elements(shape)]),
  );
  const { bytes } = planLayers(network, sizes, { batch, slots: SLOTS[optimizer.kind] });
  const { counts, shape } = getDataset(dataset);
  const data = (counts.train + counts.test) * (elements(shape) + 1);
  return { perWorker: WORKER + bytes, beside: PROCESS + data };
}

/** A stage's header with its configuration, and the names and shapes in its files. */
const HEADER = { train: 1800, prune: 1000 } as const;

/** What the store's code makes of a curve. */
const SQUEEZED = 0.8;

/** Of one point of a curve: an iteration and four numbers, or the two of the validation set. */
const POINT = { grid: 41, 'early-stop': 25 } as const;

/** Bytes of one stage's file. */
export interface StageBytes {
  readonly train: number;
  readonly prune: number;
}

/** What the stages of each round 0..`config.rounds` take on disk; with `masks`, after `--keep masks`. */
export function stageBytesByRound(
  network: Network,
  config: RunConfig,
  keep: 'survivors' | 'masks',
): StageBytes[] {
  const { iterations, evaluation, rewind_to: rewound } = config;
  const points = evaluationGrid(iterations, evaluation.every).length + evaluation.at.length;
  const curve = SQUEEZED * points * POINT[evaluation.test];
  const prunable = sum(prunableParameters(network).map(({ shape }) => elements(shape)));
  const sizes = survivorsByRound(network, { ...config, rounds: 0 })[0]!;
  const others = sum(parametersOf(network).map(({ shape }) => elements(shape))) - prunable;
  return survivorsByRound(network, config).map((survivors, round) => {
    const weights = 4 * (sum([...survivors.values()]) + others);
    const bits = prunable / 8;
    const kept = round === 0 && rewound > 0 ? weights : 0;
    const trained = keep === 'masks' ? 0 : weights + kept + (round === 0 ? 0 : bits);
    return {
      train: Math.round(HEADER.train + curve + trained),
      prune: Math.round(HEADER.prune + maskBytes(sizes, survivors) + (rewound > 0 ? weights : 0)),
    };
  });
}

/** Masks as the store's code keeps them, near their entropy. */
function maskBytes(
  sizes: ReadonlyMap<string, number>,
  survivors: ReadonlyMap<string, number>,
): number {
  const bits = (p: number): number =>
    p <= 0 || p >= 1 ? 0 : -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
  return sum([...sizes].map(([name, size]) => (size * bits(survivors.get(name)! / size)) / 8));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
