import { fileURLToPath } from 'node:url';
import { registerTrainingKernels, unregisterTrainingKernels } from '@sweepstake/tfjs-kernels';
import * as tf from '@tensorflow/tfjs';
import { median } from './numbers.ts';

/** One kernel at one size, on the wasm backend as released and with `@sweepstake/tfjs-kernels`. */
export interface KernelRow {
  readonly kernel: string;
  readonly shape: string;
  /** Milliseconds of a call; null where the released backend has no such kernel. */
  readonly releasedMs: number | null;
  readonly oursMs: number;
  /** Ours, counting the multiplications and additions of the direct method. */
  readonly gflops: number;
  /** How many times as fast ours is. */
  readonly ratio: number | null;
}

interface Case {
  readonly kernel: string;
  readonly shape: string;
  readonly flops: number;
  /** Whether the released backend has the kernel. */
  readonly released: boolean;
  /** One call; what it returns is disposed. */
  readonly call: () => tf.Tensor;
}

type Shape4 = [number, number, number, number];

const uniform = (shape: readonly number[], seed: number): tf.Tensor =>
  tf.randomUniform([...shape], -1, 1, 'float32', seed);

function product(
  size: string,
  [m, k, n]: readonly [number, number, number],
  transposeA: boolean,
  transposeB: boolean,
): Case {
  const a = uniform(transposeA ? [k, m] : [m, k], 1);
  const b = uniform(transposeB ? [n, k] : [k, n], 2);
  return {
    kernel: `BatchMatMul${transposeA ? ', transposeA' : ''}${transposeB ? ', transposeB' : ''}`,
    shape: size,
    flops: 2 * m * k * n,
    released: true,
    call: () => tf.matMul(a, b, transposeA, transposeB),
  };
}

/** A convolution and its gradients, from images `[batch, side, side, channels]`, padded to the same size. */
function convolutions(image: Shape4, outputs: number, size: number, strides: number): Case[] {
  const [batch, side, , channels] = image;
  const out = Math.ceil(side / strides);
  const filterShape: Shape4 = [size, size, channels, outputs];
  const [x, dy] = [uniform(image, 3), uniform([batch, out, out, outputs], 4)];
  const filter = uniform(filterShape, 5);
  const shape = `${image.join(' x ')}, ${size} x ${size} to ${outputs}${strides > 1 ? `, strides ${strides}` : ''}`;
  const flops = 2 * dy.size * size * size * channels;
  const attrs = { strides, pad: 'same', dataFormat: 'NHWC' };
  const run = (kernel: string, inputs: tf.NamedTensorMap, more: object): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, { ...attrs, ...more }) as tf.Tensor;
  const of = { shape, flops };
  return [
    {
      ...of,
      kernel: 'Conv2D, a new filter each time',
      released: true,
      call: () =>
        tf.tidy(() =>
          tf.conv2d(x as tf.Tensor4D, tf.add(filter, 0) as tf.Tensor4D, strides, 'same'),
        ),
    },
    {
      ...of,
      kernel: 'Conv2DBackpropInput',
      released: true,
      call: () => run('Conv2DBackpropInput', { dy, filter }, { inputShape: image }),
    },
    {
      ...of,
      kernel: 'Conv2DBackpropFilter',
      released: false,
      call: () => run('Conv2DBackpropFilter', { x, dy }, { filterShape }),
    },
  ];
}

function depthwise(image: Shape4, size: number): Case[] {
  const filterShape: Shape4 = [size, size, image[3], 1];
  const [x, dy, filter] = [uniform(image, 6), uniform(image, 7), uniform(filterShape, 8)];
  const of = {
    shape: `${image.join(' x ')}, ${size} x ${size}`,
    flops: 2 * dy.size * size * size,
    released: false,
  };
  const run = (kernel: string, inputs: tf.NamedTensorMap, more: object): tf.Tensor =>
    tf.engine().runKernel(kernel, inputs, { strides: 1, pad: 'same', ...more }) as tf.Tensor;
  return [
    {
      ...of,
      kernel: 'DepthwiseConv2dNative, a new filter each time',
      released: true,
      call: () =>
        tf.tidy(() =>
          run(
            'DepthwiseConv2dNative',
            { x, filter: tf.add(filter, 0) },
            { dataFormat: 'NHWC', dilations: 1 },
          ),
        ),
    },
    {
      ...of,
      kernel: 'DepthwiseConv2dNativeBackpropInput',
      call: () => run('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { inputShape: image }),
    },
    {
      ...of,
      kernel: 'DepthwiseConv2dNativeBackpropFilter',
      call: () => run('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { filterShape }),
    },
  ];
}

/** What training adds to products: a bias's gradient and pooling's, at the size of Conv-2. */
function others(): Case[] {
  const shape: Shape4 = [60, 32, 32, 64];
  const [x, dy] = [uniform(shape, 9), uniform([60, 16, 16, 64], 10)];
  const y = tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
  const attrs = { filterSize: [2, 2], strides: [2, 2], pad: 'valid' };
  const of = { shape: shape.join(' x '), flops: x.size, released: true };
  return [
    { ...of, kernel: 'Sum over all but channels', call: () => tf.sum(x, [0, 1, 2]) },
    {
      ...of,
      kernel: 'MaxPoolGrad, 2 x 2',
      call: () =>
        tf.engine().runKernel('MaxPoolGrad', { dy, input: x, output: y }, attrs) as tf.Tensor,
    },
  ];
}

function cases(quick: boolean): Case[] {
  const lenet = [60, 784, 300] as const;
  const lenetSize = '60 x 784 x 300';
  const small = [
    product(lenetSize, lenet, false, false),
    product('784 x 60 x 300', [784, 60, 300], true, false),
    product('60 x 300 x 784', [60, 300, 784], false, true),
  ];
  if (quick)
    return [...small, ...convolutions([4, 16, 16, 16], 16, 3, 1), ...depthwise([4, 16, 16, 16], 3)];
  const cube = [512, 512, 512] as const;
  return [
    product('512 x 512 x 512', cube, false, false),
    product('512 x 512 x 512', cube, true, false),
    product('512 x 512 x 512', cube, false, true),
    ...small,
    ...convolutions([60, 32, 32, 64], 64, 3, 1),
    ...convolutions([60, 32, 32, 64], 64, 3, 2),
    ...depthwise([60, 32, 32, 64], 3),
    ...others(),
  ];
}

/** Milliseconds of one call. */
function time(call: () => tf.Tensor): number {
  const start = performance.now();
  const result = call();
  const taken = performance.now() - start;
  result.dispose();
  return taken;
}

/**
 * Times every kernel on the wasm backend, as released and as registered by this project, in turns; medians. Makes wasm
 * the current backend, with this project's kernels, and leaves its tensors to the process's end.
 */
export async function tfjsKernelTimes({
  repeats = 7,
  quick = false,
  progress = () => {},
}: {
  readonly repeats?: number;
  readonly quick?: boolean;
  readonly progress?: (what: string) => void;
} = {}): Promise<KernelRow[]> {
  await tf.setBackend('wasm');
  registerTrainingKernels();
  return cases(quick).map(({ kernel, shape, flops, released, call }) => {
    progress(`${kernel}, ${shape}`);
    const [theirs, ours]: [number[], number[]] = [[], []];
    // The first turn is not counted: it compiles.
    for (let turn = 0; turn <= repeats; turn++) {
      if (released) {
        unregisterTrainingKernels();
        const taken = time(call);
        if (turn > 0) theirs.push(taken);
        registerTrainingKernels();
      }
      const taken = time(call);
      if (turn > 0) ours.push(taken);
    }
    const oursMs = median(ours);
    const releasedMs = released ? median(theirs) : null;
    const ratio = releasedMs === null ? null : releasedMs / oursMs;
    return { kernel, shape, releasedMs, oursMs, gflops: flops / oursMs / 1e6, ratio };
  });
}

/** The rows as cells of a table: kernel, shape, released, ours, GFLOP/s, ratio. */
export function kernelCells(rows: readonly KernelRow[]): string[][] {
  return rows.map(({ kernel, shape, releasedMs, oursMs, gflops, ratio }) => [
    kernel,
    shape,
    releasedMs?.toFixed(2) ?? 'none',
    oursMs.toFixed(2),
    gflops.toFixed(1),
    ratio === null ? '' : `${ratio.toFixed(1)}x`,
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = await tfjsKernelTimes({ progress: (what) => process.stderr.write(`${what}\n`) });
  const head = ['kernel', 'shape', 'released ms', 'ms', 'GFLOP/s', 'times released'];
  const rule = head.map((_, i) => (i < 2 ? '---' : '---:'));
  console.log([head, rule, ...kernelCells(rows)].map((row) => `| ${row.join(' | ')} |`).join('\n'));
}
