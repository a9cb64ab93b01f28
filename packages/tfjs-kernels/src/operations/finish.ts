import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../training-kernel.ts';

/** Activations that the `finish` kernel applies; numbers as in assembly/finish.ts. */
const IN_PLACE: Readonly<Record<string, number>> = {
  linear: 0,
  relu: 1,
  relu6: 2,
  prelu: 3,
  leakyrelu: 4,
};

/** Those that the backend's own kernels apply afterwards. */
const AFTERWARDS: Readonly<Record<string, string>> = { sigmoid: 'Sigmoid', elu: 'Elu' };

const isRow = (tensor: TensorInfo | null | undefined, length: number): boolean =>
  tensor === null ||
  tensor === undefined ||
  (tensor.dtype === 'float32' && tensor.shape.at(-1) === length && size(tensor) === length);

const size = (tensor: TensorInfo): number => tensor.shape.reduce((a, b) => a * b, 1);

/** Whether the bias is float32, slopes are one number per column, and the activation is known. */
export function canFinish(
  inputs: NamedTensorInfoMap,
  activation: string,
  columns: number,
): boolean {
  const { bias, preluActivationWeights: slopes } = inputs;
  if ((bias?.dtype ?? 'float32') !== 'float32' || !isRow(slopes, columns)) return false;
  if (activation === 'prelu') return slopes !== null && slopes !== undefined;
  return activation in IN_PLACE || activation in AFTERWARDS;
}

/** y with bias and activation, where `canFinish`: the same tensor, or another in its place. */
export function finish(call: KernelCall, y: TensorInfo): TensorInfo {
  const { heap, inputs, attrs, run } = call;
  const { bias, preluActivationWeights: slopes } = inputs;
  const columns = y.shape.at(-1)!;
  if (!isRow(bias, columns)) {
    const biased = run('Add', { a: y, b: bias! });
    heap.dispose(y);
    return finish(
      { ...call, inputs: { ...inputs, bias: undefined as unknown as TensorInfo } },
      biased,
    );
  }
  const activation = attrs['activation'] as string;
  const kind = IN_PLACE[activation] ?? 0;
  const biasAt = bias === null || bias === undefined ? 0 : heap.at(bias);
  if (size(y) > 0 && (biasAt !== 0 || kind !== 0)) {
    heap.kernels.finish(
      heap.at(y),
      size(y) / columns,
      columns,
      biasAt,
      kind,
      activation === 'prelu' ? heap.at(slopes!) : 0,
      (attrs['leakyreluAlpha'] as number | undefined) ?? 0,
    );
  }
  const after = AFTERWARDS[activation];
  if (after === undefined) return y;
  const activated = run(after, { x: y });
  heap.dispose(y);
  return activated;
}
