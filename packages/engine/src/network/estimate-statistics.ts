import type { Network } from '@sweepstake/graph';
import type { Batch } from '@sweepstake/training';
import { noBatches } from '../errors.ts';
import { callsOf, PlainRunner } from '../program.ts';
import { checkNorms, stageBatch } from './batches.ts';
import { writeDropout } from './dropout.ts';
import type { NetworkTrainer } from './network-trainer.ts';
import { MOMENTUM_ARGUMENT } from './norm-node.ts';

/**
 * The mean over batches, each counting the same, of the batch's mean and unbiased variance in every normalisation;
 * dropout does nothing. `trainerFor` gives a trainer for a number of examples, whose statistics stay as they are.
 * Throws where there are no batches.
 */
export function estimateStatistics(
  network: Network,
  batches: Iterable<Batch>,
  trainerFor: (count: number) => NetworkTrainer,
): Map<string, Float32Array> {
  const sums = new Map<string, Float64Array>();
  let seen = 0;
  for (const batch of batches) {
    const count = batch.indices.length;
    const trainer = trainerFor(count);
    checkNorms(trainer, count);
    stageBatch(trainer, network, batch, 0, count);
    for (const node of trainer.dropouts) writeDropout(trainer.arena, node, count, null);
    for (const [name, values] of batchStatistics(trainer)) {
      const sum = sums.get(name) ?? new Float64Array(values.length);
      for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + values[i]!;
      sums.set(name, sum);
    }
    seen++;
  }
  if (seen === 0) throw noBatches();
  return new Map([...sums].map(([name, sum]) => [name, Float32Array.from(sum, (v) => v / seen)]));
}

/** With a momentum of 1 the running statistics become those of the batch. */
function batchStatistics(trainer: NetworkTrainer): Map<string, Float32Array> {
  const before = trainer.readStatistics();
  const combine = callsOf(trainer.training, 'norm_combine');
  for (const { args } of combine) args[MOMENTUM_ARGUMENT] = 1;
  // Helper threads have their own copy of the arguments.
  new PlainRunner(trainer.kernels).run(trainer.training);
  combine.forEach(({ args }, i) => (args[MOMENTUM_ARGUMENT] = trainer.norms[i]!.momentum));
  const statistics = trainer.readStatistics();
  trainer.loadStatistics(before);
  return statistics;
}
