import type { Tensors } from './masks.ts';

/**
 * Each tensor plus `deviations` (its standard deviation by name) times standard normals, one per entry in flat order
 * from the parameter's own sampler (paper, appendix F.7). The sum is float64, rounded once to float32. Tensors
 * without a deviation, or with 0, are copied and draw nothing.
 */
export function addNoise(
  initial: Tensors,
  deviations: ReadonlyMap<string, number>,
  normals: (name: string) => () => number,
): Map<string, Float32Array> {
  return new Map(
    Array.from(initial, ([name, tensor]) => {
      const deviation = deviations.get(name) ?? 0;
      if (deviation === 0) return [name, tensor.slice()];
      const normal = normals(name);
      return [name, tensor.map((value) => value + deviation * normal())];
    }),
  );
}
