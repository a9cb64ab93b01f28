import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawStrokes } from '@sweepstake/datasets';
import { engine } from '@sweepstake/engine';
import { executeStage } from '@sweepstake/stages';
import type { TrainStage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';
import { median } from '../numbers.ts';

export interface CheckpointCost {
  readonly network: string;
  readonly bytes: number;
  /** Median, with the disk's sync. */
  readonly seconds: number;
}

/** What one checkpoint of a dense training costs, optimiser and best weights included: written after every update. */
export async function checkpointCost(network: string, updates: number): Promise<CheckpointCost> {
  const flat = network.startsWith('lenet') || network.startsWith('mlp');
  const set = flat ? 'strokes' : 'strokes-32';
  const seeds = { seed: 0, trial: 0 };
  const stage: TrainStage = {
    kind: 'train',
    network,
    dataset: set,
    split: { ...seeds, validation: 20 },
    initial: { kind: 'init', ...seeds },
    order: { ...seeds, round: 0 },
    optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    schedule: { learningRate: 1e-3 },
    batch: flat ? 60 : 8,
    iterations: updates,
    evaluation: { every: updates, test: 'early-stop', trainAccuracy: false },
    backend: 'engine',
    numerics: engine.numerics,
  };
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-bench-'));
  try {
    const found: { bytes: number; seconds: number }[] = [];
    await executeStage(stage, {
      store: openStore(folder),
      datasets: new Map([[set, drawStrokes({ set, train: 200, test: 20 })]]),
      clock: () => performance.now() / 1000,
      checkpointEvery: 0,
      tell: (event) => event.kind === 'checkpointed' && found.push(event),
    });
    const seconds = median(found.map((event) => event.seconds));
    return { network, bytes: found[0]?.bytes ?? 0, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
