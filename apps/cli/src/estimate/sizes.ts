import { getDataset } from '@sweepstake/datasets';
import { planLayers } from '@sweepstake/engine';
import type { RunConfig } from '@sweepstake/experiments';
import { elements, parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { evaluationGrid } from '@sweepstake/training';
import { sizesOf } from './levels.ts';
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

/** Memory at its peak, on the engine: a dense network takes most, of several arms the largest. */
export function memoryBytes(arms: readonly RunConfig[]): MemoryBytes {
  const perWorker = arms.map(({ network: name, batch, optimizer }) => {
    const network = modelByName(name);
    const slots = SLOTS[optimizer.kind];
    return WORKER + planLayers(network, sizesOf(network), { batch, slots }).bytes;
  });
  const data = [...new Set(arms.map(({ dataset }) => dataset))].map((name) => {
    const definition = getDataset(name);
    const { counts, shape } = definition;
    const bytes = definition.kind === 'folder' && definition.inputs === 'float32' ? 4 : 1;
    return (counts.train + counts.test) * (bytes * elements(shape) + 1);
  });
  return { perWorker: Math.max(0, ...perWorker), beside: PROCESS + sum(data) };
}

/** A stage's header with its configuration, and the names and shapes in its files. */
const HEADER = { train: 1800, prune: 1000 } as const;

/** What the store's code makes of a curve. */
const SQUEEZED = 0.8;

/** Of one point of a curve: an iteration and four numbers, or the two of the validation set. */
const POINT = { grid: 41, 'early-stop': 25 } as const;

/** One stage, as far as its size goes. */
export interface SizedStage {
  readonly kind: 'train' | 'prune';
  /** Whether it is the network before pruning. */
  readonly isDense: boolean;
  readonly survivors: ReadonlyMap<string, number>;
  readonly keep: 'survivors' | 'masks';
}

/** Bytes of a stage's file; with `masks`, after `--keep masks`. */
export function stageBytes(
  network: Network,
  { iterations, evaluation, rewind_to: rewound }: RunConfig,
  { kind, isDense, survivors, keep }: SizedStage,
): number {
  const sizes = sizesOf(network);
  const prunable = sum([...sizes.values()]);
  const others = sum(parametersOf(network).map(({ shape }) => elements(shape))) - prunable;
  const weights = 4 * (sum([...survivors.values()]) + others);
  if (kind === 'prune')
    return Math.round(HEADER.prune + maskBytes(sizes, survivors) + (rewound > 0 ? weights : 0));
  const points = evaluationGrid(iterations, evaluation.every).length + evaluation.at.length;
  const curve = SQUEEZED * points * POINT[evaluation.test];
  const kept = isDense && rewound > 0 ? weights : 0;
  const trained = keep === 'masks' ? 0 : weights + kept + (isDense ? 0 : prunable / 8);
  return Math.round(HEADER.train + curve + trained);
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
