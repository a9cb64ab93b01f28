import * as tf from '@tensorflow/tfjs-core';
// Its kernels must be there first, or it would register them over ours.
import '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { leftToReleased, unknownBackend } from './errors.ts';
import { heapOf } from './heap.ts';
import { TRAINING_KERNELS } from './operations/training-kernels.ts';
import type { TrainingKernel } from './training-kernel.ts';

export interface RegisterOptions {
  /** 'wasm', or the name of a copy that `tf.copyRegisteredKernels` made. */
  readonly backendName?: string;
}

/** What was registered before, by backend and kernel; undefined where there was nothing. */
const released = new Map<string, Map<string, KernelConfig | undefined>>();

function kernelFunc(
  { name, compute }: TrainingKernel,
  backendName: string,
  before: KernelConfig | undefined,
): KernelFunc {
  return ({ inputs, attrs = {}, backend }) => {
    const run = (kernel: string, given: typeof inputs, settings: typeof attrs = {}): TensorInfo =>
      tf.getKernel(kernel, backendName).kernelFunc({
        inputs: given,
        attrs: settings,
        backend,
      }) as TensorInfo;
    const result = compute({ inputs, attrs, heap: heapOf(backend, backendName), run });
    if (result !== null) return result;
    if (before === undefined) throw leftToReleased(name, inputs);
    return before.kernelFunc({ inputs, attrs, backend });
  };
}

/** Registers without the warning that a name is already taken. */
function replace(config: KernelConfig): void {
  if (tf.getKernel(config.kernelName, config.backendName) !== undefined) {
    tf.unregisterKernel(config.kernelName, config.backendName);
  }
  tf.registerKernel(config);
}

/**
 * Registers every kernel of this package, before or after the backend is started; importing the package does it for
 * 'wasm'. Does nothing where it was done before. Throws SWEEPSTAKE_TFJS_KERNELS_UNKNOWN_BACKEND.
 */
export function registerTrainingKernels({ backendName = 'wasm' }: RegisterOptions = {}): void {
  if (released.has(backendName)) return;
  if (tf.getKernelsForBackend(backendName).length === 0) throw unknownBackend(backendName);
  const before = new Map<string, KernelConfig | undefined>();
  released.set(backendName, before);
  for (const kernel of TRAINING_KERNELS) {
    const { name } = kernel;
    const old = tf.getKernel(name, backendName) as KernelConfig | undefined;
    before.set(name, old);
    // The old kernel is set up with the backend, since calls may be left to it.
    replace({
      ...old,
      kernelName: name,
      backendName,
      kernelFunc: kernelFunc(kernel, backendName, old),
    });
  }
}

/** Puts back what was registered before `registerTrainingKernels`; does nothing where nothing was. */
export function unregisterTrainingKernels({ backendName = 'wasm' }: RegisterOptions = {}): void {
  for (const [name, old] of released.get(backendName) ?? []) {
    if (old === undefined) tf.unregisterKernel(name, backendName);
    else replace(old);
  }
  released.delete(backendName);
}
