import { backend_util, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../heap.ts';
import type { KernelCall } from '../training-kernel.ts';

export type ConvInfo = backend_util.Conv2DInfo;

/** Bytes that a Geometry of assembly/patches.ts is given. */
export const GEOMETRY_BYTES = 64;

type Shape4 = [number, number, number, number];

/** Sizes of the convolution that a kernel's attributes describe, from the shapes of its image and its filter. */
export function convInfo(
  imageShape: readonly number[],
  filterShape: readonly number[],
  attrs: NamedAttrMap,
  depthwise = false,
): ConvInfo {
  return backend_util.computeConv2DInfo(
    imageShape as Shape4,
    filterShape as Shape4,
    attrs['strides'] as [number, number],
    (attrs['dilations'] ?? 1) as [number, number],
    attrs['pad'] as 'same',
    attrs['dimRoundingMode'] as 'floor',
    depthwise,
    backend_util.convertConv2DDataFormat((attrs['dataFormat'] ?? 'NHWC') as 'NHWC'),
  );
}

/** Output positions of the whole batch. */
export const positionsOf = (info: ConvInfo): number =>
  info.batchSize * info.outHeight * info.outWidth;

/** Numbers that one output reads. */
export const patchSize = (info: ConvInfo): number =>
  info.filterHeight * info.filterWidth * info.inChannels;

/** Writes the sizes to the heap, in the order of assembly/patches.ts. */
export function placeGeometry(heap: Heap, at: number, info: ConvInfo): void {
  new Int32Array(heap.memory.buffer, at, GEOMETRY_BYTES / 4).set([
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.outChannels,
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.dilationHeight,
    info.dilationWidth,
    info.padInfo.top,
    info.padInfo.left,
    positionsOf(info),
  ]);
}

/**
 * Calls `compute` with the gradient of an output cut to the output's shape: a transposed convolution may be given a
 * larger one, of which the CPU backend reads the first rows and columns. Null where it is smaller.
 */
export function withFittingGradient(
  { heap, run }: Pick<KernelCall, 'heap' | 'run'>,
  dy: TensorInfo,
  { outShape }: ConvInfo,
  compute: (dy: TensorInfo) => TensorInfo,
): TensorInfo | null {
  if (dy.shape.some((size, axis) => size < outShape[axis]!)) return null;
  if (dy.shape.every((size, axis) => size === outShape[axis]!)) return compute(dy);
  const cut = run('Slice', { x: dy }, { begin: [0, 0, 0, 0], size: outShape });
  const result = compute(cut);
  heap.dispose(cut);
  return result;
}
