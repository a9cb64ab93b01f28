import type { NamedTensorInfoMap } from '@tensorflow/tfjs-core';

/** Whether the named inputs, those that are given, hold float32. */
export function allFloat32(inputs: NamedTensorInfoMap, names: readonly string[]): boolean {
  return names.every((name) => (inputs[name]?.dtype ?? 'float32') === 'float32');
}
