import { statisticsOf, type Network } from '@sweepstake/graph';
import type { Optimizer, SessionState } from '@sweepstake/training';
import { checkTensors } from '../check-tensors.ts';
import { wrongTensor } from '../errors.ts';
import { slotNames } from '../optimizer-step.ts';
import type { NetworkTrainer } from './network-trainer.ts';

/** Everything that decides how the training goes on, as full-size tensors. */
export function exportState(
  trainer: NetworkTrainer,
  optimizer: Optimizer,
  updates: number,
): SessionState {
  const stored = trainer.blocks.filter(({ size }) => size > 0);
  return {
    weights: new Map(stored.map((b) => [b.name, b.read(b.values)])),
    slots: new Map(
      slotNames(optimizer).flatMap((slot, i) =>
        stored.map((b) => [`${slot}/${b.name}`, b.read(b.slots[i] ?? 0)] as const),
      ),
    ),
    statistics: trainer.readStatistics(),
    updates,
    streams: new Map(),
  };
}

/** Throws unless every tensor of the state fits the network. */
export function checkState(
  network: Network,
  trainer: NetworkTrainer,
  optimizer: Optimizer,
  state: SessionState,
): void {
  const check = (name: string, tensor: Float32Array | undefined, size: number): void => {
    const length = tensor?.length ?? size;
    if (length !== size) {
      throw wrongTensor(name, `has ${length} values, the network needs ${size}`);
    }
  };
  checkTensors(network, state.weights);
  for (const { name, size } of trainer.blocks) {
    for (const slot of slotNames(optimizer)) {
      check(`${slot}/${name}`, state.slots.get(`${slot}/${name}`), size);
    }
  }
  for (const { name, features } of statisticsOf(network)) {
    check(name, state.statistics.get(name), features);
  }
}

/** Writes weights, statistics and slots; what is absent starts anew. */
export function importState(
  trainer: NetworkTrainer,
  optimizer: Optimizer,
  state: SessionState,
): void {
  trainer.load(state.weights);
  trainer.loadStatistics(state.statistics);
  for (const block of trainer.blocks) {
    slotNames(optimizer).forEach((slot, i) => {
      const tensor = state.slots.get(`${slot}/${block.name}`);
      const at = block.slots[i];
      if (tensor !== undefined && at !== undefined) block.writeSlot(at, tensor);
    });
  }
}
