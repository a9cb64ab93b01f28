import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.ts';

/** What a kernel of this package gets. */
export interface KernelCall {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs: NamedAttrMap;
  readonly heap: Heap;
  /** Runs a kernel of the same backend by name, as it is registered now. */
  run(kernelName: string, inputs: NamedTensorInfoMap, attrs?: NamedAttrMap): TensorInfo;
}

/** One kernel to be registered. */
export interface TrainingKernel {
  readonly name: string;
  /** The result, or null for a call that is left to the released kernel (whose errors are then the answer). */
  compute(call: KernelCall): TensorInfo | null;
}
