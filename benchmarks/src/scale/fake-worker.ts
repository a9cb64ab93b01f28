import { defineWorker } from '@sweepstake/pool/worker';
import { canonicalStage, paths } from '@sweepstake/stages';
import type { RunCurve, Stage, TrainRecord, TrainStage } from '@sweepstake/stages';
import { openStore, packCurve } from '@sweepstake/store';
import type { Output, Store } from '@sweepstake/store';
import { evaluationGrid } from '@sweepstake/training';

/** What the worker gets once. */
export interface FakeShared {
  readonly folder: string;
}

/** As much as the masks of a pruned LeNet-300-100 take, or a few of its survivors. */
const BYTES = 4096;

let store: Store | undefined;

/** Publishes what a training or pruning would, with made-up numbers that its id determines, and computes nothing. */
export default defineWorker<Stage, FakeShared>(({ id, payload }, { shared }) => {
  store ??= openStore(shared.folder, { create: false });
  store.publish(id, payload.kind === 'train' ? trained(id, payload) : pruned(payload));
  return null;
});

function trained(id: string, stage: TrainStage): Output {
  const iteration = evaluationGrid(stage.iterations, stage.evaluation.every);
  const start = Number.parseInt(id.slice(0, 6), 16) / 2 ** 24;
  const series = (from: number, to: number): number[] =>
    iteration.map((_, i) => from + ((to - from) * i) / iteration.length + start / 100);
  const early = iteration[Math.floor(iteration.length * start)]!;
  const point = { train_loss: 0.001, train_accuracy: 1 };
  const curve: RunCurve = {
    iteration,
    validation_loss: series(2.3, 0.1),
    validation_accuracy: series(0.1, 0.97),
    test_loss: series(2.3, 0.1),
    test_accuracy: series(0.1, 0.97),
    points: {
      early_stop: { iteration: early, censored: false, ...point },
      end: { iteration: stage.iterations, ...point },
    },
    diverged: null,
  };
  const record: TrainRecord = {
    kind: 'train',
    earlyStop: { iteration: early, censored: false },
    diverged: null,
    percentRemaining: 100 * 0.8 ** stage.order.round,
    survivors: { 'fc1.weight': 235_200, 'fc2.weight': 30_000, 'fc3.weight': 1000 },
    iterations: stage.iterations,
  };
  const files = new Map([
    [paths.curve, packCurve(curve)],
    [paths.survivors, new Uint8Array(BYTES)],
  ]);
  return { config: canonicalStage(stage), record, files };
}

function pruned(stage: Stage): Output {
  const record = { kind: 'prune', percentRemaining: 50, survivors: {} };
  const files = new Map([[paths.ticket, new Uint8Array(BYTES)]]);
  return { config: canonicalStage(stage), record, files };
}
