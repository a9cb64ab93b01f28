import { statisticsOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Pass } from './forward.ts';

/** The running statistics of a network before its first update, by name: means 0, variances 1. */
export const initialStatistics = (network: Network): Map<string, Float32Array> =>
  new Map(
    statisticsOf(network).map(({ name, features, start }) => [
      name,
      new Float32Array(features).fill(start),
    ]),
  );

/** Mean and unbiased variance of what every normalisation read in a pass in training mode, by statistic name. */
export function batchStatistics(network: Network, pass: Pass): Map<string, Float64Array> {
  const statistics = new Map<string, Float64Array>();
  for (const layer of network.layers) {
    if (layer.kind !== 'norm') continue;
    const { mean, variance } = pass.moments.get(layer.name)!;
    const count = pass.values.get(layer.name)!.length / layer.features;
    const unbiased = (v: number): number => (v * count) / (count - 1);
    statistics.set(`${layer.name}.running_mean`, Float64Array.from(mean));
    statistics.set(`${layer.name}.running_var`, Float64Array.from(variance, unbiased));
  }
  return statistics;
}

/** What a training step does to the running statistics: each becomes (1 - momentum) running + momentum batch. */
export function followBatch(
  running: ReadonlyMap<string, Float32Array>,
  network: Network,
  pass: Pass,
): void {
  const batch = batchStatistics(network, pass);
  for (const layer of network.layers) {
    if (layer.kind !== 'norm') continue;
    for (const statistic of ['running_mean', 'running_var']) {
      const name = `${layer.name}.${statistic}`;
      const tensor = running.get(name)!;
      const seen = batch.get(name)!;
      for (const [i, value] of tensor.entries())
        tensor[i] = (1 - layer.momentum) * value + layer.momentum * seen[i]!;
    }
  }
}

/** Sets the running statistics to the mean over passes, each counting the same whatever its size. */
export function averageOf(
  running: ReadonlyMap<string, Float32Array>,
  network: Network,
  passes: Iterable<Pass>,
): number {
  const sums = new Map([...running].map(([name, { length }]) => [name, new Float64Array(length)]));
  let count = 0;
  for (const pass of passes) {
    count++;
    for (const [name, seen] of batchStatistics(network, pass)) {
      const sum = sums.get(name)!;
      for (const [i, value] of seen.entries()) sum[i] = sum[i]! + value;
    }
  }
  if (count > 0)
    for (const [name, sum] of sums) running.get(name)!.set(sum.map((value) => value / count));
  return count;
}
