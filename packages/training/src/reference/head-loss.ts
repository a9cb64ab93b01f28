import type { Head } from '@sweepstake/graph';
import type { Batch, MetricSums } from '../backend.ts';
import { badLength } from '../errors.ts';
import { crossEntropy } from './cross-entropy.ts';
import { squaredError } from './squared-error.ts';

/** Sums of the head over a batch, and the derivative of its mean loss by the outputs. */
export interface HeadLoss {
  readonly sums: MetricSums;
  /** `[n, outputs]`, as the outputs. */
  readonly gradient: Float64Array;
}

/** Loss and metrics of `outputs[n, width]` for the batch's targets. Throws where the targets do not fit. */
export function headLoss(head: Head, outputs: Float64Array, batch: Batch, width: number): HeadLoss {
  const gradient = new Float64Array(outputs.length);
  switch (head.kind) {
    case 'class': {
      const options = { classes: head.classes, labelSmoothing: 0, padding: null };
      return { sums: crossEntropy(gradient, outputs, gather(batch, 1), options), gradient };
    }
    case 'class-per-position': {
      const target = gather(batch, width / head.classes);
      return { sums: crossEntropy(gradient, outputs, target, head), gradient };
    }
    case 'regression': {
      const target = gather(batch, head.targets);
      return { sums: squaredError(gradient, outputs, target, head.targets), gradient };
    }
  }
}

/** The targets of a batch, `[n, each]`. */
function gather({ examples, indices }: Batch, each: number): Float64Array {
  const { targets, count } = examples;
  if (targets.length !== count * each) throw badLength('targets', targets.length, count * each);
  const gathered = new Float64Array(indices.length * each);
  for (const [e, index] of indices.entries())
    for (let i = 0; i < each; i++) gathered[e * each + i] = targets[index * each + i]!;
  return gathered;
}
