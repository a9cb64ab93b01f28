import type { Layer, Network } from '@sweepstake/graph';
import type { RecordedRun } from './recorded-run.ts';

/**
 * The largest allowed difference of a recorded tensor, as a fraction of its largest entry. Each is about ten
 * times what one framework differs by from itself when the run is repeated in float64.
 */
export function replayTolerance(tensor: string, network: Network, run: RecordedRun): number {
  const has = (kind: Layer['kind']): boolean => network.layers.some((layer) => layer.kind === kind);
  if (tensor === 'eval.logits') return 1e-4;
  if (tensor.startsWith('step1.grad.')) return has('norm') ? 1e-4 : 1e-5;
  if (tensor.startsWith('final.') && run.optimizer.kind === 'adam')
    return has('convolution') ? 1e-3 : 1e-4;
  return 1e-5;
}
