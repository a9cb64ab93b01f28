import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall, TrainingKernel } from '../training-kernel.ts';
import { channelsLast } from './channels-last.ts';
import {
  convInfo,
  GEOMETRY_BYTES,
  patchSize,
  placeGeometry,
  positionsOf,
  withFittingGradient,
  type ConvInfo,
} from './geometry.ts';
import { canFinish, finish } from './finish.ts';
import { allFloat32 } from './float32.ts';
import { operand, product, PRODUCT_BYTES } from './product.ts';
import { suitsWinograd, turned, winogradFilterGradient, winogradForward } from './winograd.ts';

/** A packed block of the left operand and a tile, as assembly/sizes.ts has it. */
const LEFT_BYTES = 64 * 256 * 4 + 128;

/** Rows of patches per block of the filter's gradient: KC of assembly/sizes.ts. */
const GRADIENT_ROWS = 256;

const wide = (n: number): number => 8 * Math.ceil(n / 8);

/** Positions per block: their patches take about 128 KiB, half of a common second-level cache. */
const rowsFor = (info: ConvInfo): number =>
  Math.min(256, Math.max(32, 4 * Math.floor(32_768 / (4 * patchSize(info)))));

/** Every output reads one pixel, and every pixel once: a product of the tensors as they are. */
const isPointwise = (info: ConvInfo): boolean =>
  patchSize(info) === info.inChannels &&
  info.strideHeight === 1 &&
  info.strideWidth === 1 &&
  info.inHeight === info.outHeight &&
  info.inWidth === info.outWidth;

/** x convolved with the filter, channels last. */
function forward({ inputs, attrs, heap }: KernelCall, name: string): TensorInfo {
  const { x, filter } = inputs as Record<'x' | 'filter', TensorInfo>;
  const info = convInfo(x.shape, filter.shape, attrs);
  const y = heap.output(info.outShape);
  const [m, n, k] = [positionsOf(info), info.outChannels, patchSize(info)];
  if (isPointwise(info)) {
    heap.scratch(PRODUCT_BYTES, name, (scratch) => {
      const [left, right] = [operand(heap.at(x), k), operand(heap.at(filter), n)];
      product(heap, heap.at(y), left, right, { m, n, k }, scratch);
    });
    return y;
  }
  if (suitsWinograd(info)) {
    winogradForward(heap, [heap.at(y), heap.at(x), heap.at(filter)], info, false, name);
    return y;
  }
  const rows = rowsFor(info);
  const bytes = GEOMETRY_BYTES + LEFT_BYTES + 4 * k * (wide(n) + rows);
  heap.scratch(bytes, name, (at) => {
    placeGeometry(heap, at, info);
    const scratch = at + GEOMETRY_BYTES;
    heap.kernels.convolution_forward(heap.at(y), heap.at(x), heap.at(filter), at, rows, scratch);
  });
  return y;
}

/** The gradient of the image, `[inputShape]`, channels last. */
function inputGradient(call: KernelCall): TensorInfo | null {
  const { inputs, attrs, heap } = call;
  const { dy, filter } = inputs as Record<'dy' | 'filter', TensorInfo>;
  const info = convInfo(attrs['inputShape'] as number[], filter.shape, attrs);
  return withFittingGradient(call, dy, info, (fitting) => {
    const [dx, dyAt, w] = [heap.output(info.inShape), heap.at(fitting), heap.at(filter)];
    const [m, n, k] = [positionsOf(info), info.outChannels, patchSize(info)];
    if (isPointwise(info)) {
      heap.scratch(PRODUCT_BYTES, 'Conv2DBackpropInput', (scratch) => {
        const [left, right] = [operand(dyAt, n), operand(w, n, true)];
        product(heap, heap.at(dx), left, right, { m, n: k, k: n }, scratch);
      });
      return dx;
    }
    if (suitsWinograd(turned(info))) {
      winogradForward(heap, [heap.at(dx), dyAt, w], turned(info), true, 'Conv2DBackpropInput');
      return dx;
    }
    heap.clear(dx);
    const rows = rowsFor(info);
    const bytes = GEOMETRY_BYTES + LEFT_BYTES + 4 * (n * wide(k) + k * rows);
    heap.scratch(bytes, 'Conv2DBackpropInput', (at) => {
      placeGeometry(heap, at, info);
      const scratch = at + GEOMETRY_BYTES;
      heap.kernels.convolution_input_gradient(heap.at(dx), dyAt, w, at, rows, scratch);
    });
    return dx;
  });
}

/** The gradient of the filter, `[filterShape]`, from channels-last images. */
function filterGradient(call: KernelCall): TensorInfo | null {
  const { inputs, attrs, heap } = call;
  const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
  const info = convInfo(x.shape, attrs['filterShape'] as number[], attrs);
  return withFittingGradient(call, dy, info, (fitting) => {
    const [dw, xAt, dyAt] = [heap.output(info.filterShape), heap.at(x), heap.at(fitting)];
    const [m, n, k] = [patchSize(info), info.outChannels, positionsOf(info)];
    if (isPointwise(info) || k === 0) {
      heap.scratch(PRODUCT_BYTES, 'Conv2DBackpropFilter', (scratch) => {
        const [left, right] = [operand(xAt, m, true), operand(dyAt, n)];
        product(heap, heap.at(dw), left, right, { m, n, k }, scratch);
      });
      return dw;
    }
    if (suitsWinograd(info)) {
      winogradFilterGradient(heap, [heap.at(dw), xAt, dyAt], info);
      return dw;
    }
    const bytes = GEOMETRY_BYTES + LEFT_BYTES + 4 * GRADIENT_ROWS * (wide(n) + m);
    heap.scratch(bytes, 'Conv2DBackpropFilter', (at) => {
      placeGeometry(heap, at, info);
      const scratch = at + GEOMETRY_BYTES;
      heap.kernels.convolution_filter_gradient(heap.at(dw), xAt, dyAt, at, scratch);
    });
    return dw;
  });
}

export const conv2D: TrainingKernel = {
  name: 'Conv2D',
  compute: (call) =>
    allFloat32(call.inputs, ['x', 'filter'])
      ? channelsLast(call, ['x'], true, (c) => forward(c, 'Conv2D'))
      : null,
};

/** Channels last only, as the released one. */
export const fusedConv2D: TrainingKernel = {
  name: 'FusedConv2D',
  compute(call) {
    const { inputs, attrs } = call;
    const columns = inputs['filter']!.shape[3]!;
    const known = canFinish(inputs, attrs['activation'] as string, columns);
    if (!known || attrs['dataFormat'] !== 'NHWC') return null;
    if (!allFloat32(inputs, ['x', 'filter'])) return null;
    return finish(call, forward(call, 'FusedConv2D'));
  },
};

export const conv2DBackpropInput: TrainingKernel = {
  name: 'Conv2DBackpropInput',
  compute: (call) =>
    allFloat32(call.inputs, ['dy', 'filter'])
      ? channelsLast(call, ['dy'], true, inputGradient)
      : null,
};

export const conv2DBackpropFilter: TrainingKernel = {
  name: 'Conv2DBackpropFilter',
  compute: (call) =>
    allFloat32(call.inputs, ['x', 'dy'])
      ? channelsLast(call, ['x', 'dy'], false, filterGradient)
      : null,
};
