import type { Network } from '@sweepstake/graph';
import type { Backend, Batch, Masks, Session, Tensors } from './backend.ts';
import type { Optimizer } from './optimizer.ts';
import { trainingOutputs } from './training-outputs.ts';

/** The first steps of a training. */
export interface Steps {
  readonly weights: Tensors;
  /** Running statistics before the first step; one that is absent is at its beginning. */
  readonly statistics: Tensors;
  readonly masks: Masks | null;
  readonly optimizer: Optimizer;
  /** One per step, all of one size; at least one. */
  readonly batches: readonly Batch[];
  /** One per step. */
  readonly learningRates: ArrayLike<number>;
  /** See `SessionOptions`; null where nothing draws. */
  readonly dropoutStream: ((update: number) => string) | null;
  readonly fastMath?: boolean | undefined;
}

/**
 * Carries out the steps on a backend and returns everything that a recording may hold, under its recorded names:
 * `step1.logits` (without dropout only, which no session shows), `step1.grad.*`, `loss`, `final.*`, `eval.logits`.
 */
export async function repeatSteps(
  network: Network,
  steps: Steps,
  backend: Backend,
): Promise<Map<string, Float32Array>> {
  const { weights, statistics, masks, optimizer, batches, dropoutStream, fastMath } = steps;
  const session = await backend.open(network, {
    weights,
    optimizer,
    batch: batches[0]!.indices.length,
    masks: masks ?? undefined,
    dropoutStream: dropoutStream ?? undefined,
    fastMath,
  });
  try {
    if (statistics.size > 0)
      session.importState({
        weights,
        statistics,
        slots: new Map(),
        updates: 0,
        streams: new Map(),
      });
    return compute(session, steps);
  } finally {
    session.close();
  }
}

function compute(session: Session, { batches, learningRates }: Steps): Map<string, Float32Array> {
  const first = batches[0]!;
  const computed = new Map<string, Float32Array>();
  if (!session.network.layers.some(({ kind }) => kind === 'dropout'))
    computed.set('step1.logits', trainingOutputs(session, first));
  for (const [name, gradient] of session.gradients(first, 'survivors'))
    computed.set(`step1.grad.${name}`, gradient);
  const losses = batches.map((batch, step) => session.step(batch, learningRates[step]!));
  computed.set('loss', Float32Array.from(losses));
  const state = session.exportState();
  // Exported tensors may be views of memory that goes with the session.
  for (const [name, tensor] of [...state.weights, ...state.statistics])
    computed.set(`final.${name}`, tensor.slice());
  computed.set('eval.logits', session.predict(first));
  return computed;
}
