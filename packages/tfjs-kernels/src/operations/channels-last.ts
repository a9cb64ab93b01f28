import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../training-kernel.ts';

const TO_LAST = [0, 2, 3, 1];
const TO_FIRST = [0, 3, 1, 2];

/**
 * Carries out a call on images `[batch, channels, height, width]` as one on channels-last images: transposes the named
 * inputs, and the result where `imageResult`; `inputShape` and `pad` among the attributes follow.
 */
export function channelsLast(
  call: KernelCall,
  images: readonly string[],
  imageResult: boolean,
  compute: (call: KernelCall) => TensorInfo | null,
): TensorInfo | null {
  if (call.attrs['dataFormat'] !== 'NCHW') return compute(call);
  const { heap, run } = call;
  const inputs: NamedTensorInfoMap = { ...call.inputs };
  for (const name of images) {
    inputs[name] = run('Transpose', { x: inputs[name]! }, { perm: TO_LAST });
  }
  const attrs: NamedAttrMap = { ...call.attrs, dataFormat: 'NHWC' };
  const shape = attrs['inputShape'] as number[] | undefined;
  if (shape !== undefined) attrs['inputShape'] = TO_LAST.map((d) => shape[d]!);
  const { pad } = attrs;
  // Paddings of single sides are given per axis.
  if (Array.isArray(pad)) {
    const sides = pad as unknown as number[][];
    attrs['pad'] = TO_LAST.map((d) => sides[d]!) as unknown as number[];
  }
  const result = compute({ ...call, inputs, attrs });
  for (const name of images) heap.dispose(inputs[name]!);
  if (result === null || !imageResult) return result;
  const back = run('Transpose', { x: result }, { perm: TO_FIRST });
  heap.dispose(result);
  return back;
}
