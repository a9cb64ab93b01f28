import { elements, shapesOf } from '@sweepstake/graph';
import type { Batch, Session } from './backend.ts';

/**
 * Raw outputs `[n, outputs]` of a network without dropout in training mode, where normalisations use the batch's own
 * moments. A session answers in evaluation mode only, so it is lent the batch's moments as running statistics, with
 * the biased variance that training uses. Leaves the session's state as it was.
 */
export function trainingOutputs(session: Session, batch: Batch): Float32Array {
  const { network } = session;
  const norms = network.layers.filter((layer) => layer.kind === 'norm');
  if (norms.length === 0) return session.predict(batch);
  const state = session.exportState();
  session.estimateStatistics([batch]);
  const lent = session.exportState();
  const statistics = new Map(lent.statistics);
  const shapes = shapesOf(network);
  for (const { name, features } of norms) {
    const count = (batch.indices.length * elements(shapes.get(name)!)) / features;
    const variance = `${name}.running_var`;
    statistics.set(
      variance,
      statistics.get(variance)!.map((v) => (v * (count - 1)) / count),
    );
  }
  session.importState({ ...lent, statistics });
  const outputs = session.predict(batch);
  session.importState(state);
  return outputs;
}
