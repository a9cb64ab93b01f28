import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { heapOf } from './heap.ts';
import { adamStep, registerTrainingKernels, unregisterTrainingKernels } from './index.ts';
import { trainSmall } from './testing/train-small.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Standard output and error of a module's text, run in a Node of its own from this package's folder. */
function run(code: string): string {
  const shell = ['--conditions=@sweepstake/source', '--input-type=module', '--eval', code];
  // Standard error goes where standard output does, so that a warning is seen.
  return execFileSync('sh', ['-c', '"$0" "$@" 2>&1', process.execPath, ...shell], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: undefined, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
}

/** A filter's gradient, which the released backend does not have: the sum of an image of ones. */
const GRADIENT = `
  const w = tf.ones([1, 1, 1, 1]);
  console.log(tf.grad((f) => tf.conv2d(tf.ones([1, 4, 4, 1]), f, 1, 'same'))(w).dataSync()[0]);`;

const QUIET = `console.warn = (text) => console.log('warning', text);`;

const ORDERS = [
  [
    'before TensorFlow.js',
    `import '@sweepstake/tfjs-kernels'; import * as tf from '@tensorflow/tfjs';`,
  ],
  [
    'after TensorFlow.js',
    `import * as tf from '@tensorflow/tfjs'; import '@sweepstake/tfjs-kernels';`,
  ],
  [
    'after the backend',
    `import * as tf from '@tensorflow/tfjs'; import '@tensorflow/tfjs-backend-wasm'; import '@sweepstake/tfjs-kernels';`,
  ],
  [
    'before the backend',
    `import '@sweepstake/tfjs-kernels'; import '@tensorflow/tfjs-backend-wasm'; import * as tf from '@tensorflow/tfjs';`,
  ],
] as const;

test.each(ORDERS)(
  'imported %s, in one line, the kernels are there and nothing is warned of',
  (_, imports) => {
    const output = run(`${QUIET} ${imports} await tf.setBackend('wasm'); ${GRADIENT}`);
    expect(
      output
        .replace(/^=+\n[\s\S]*?\n=+ *\n/m, '')
        .trim()
        .split('\n'),
    ).toEqual(['16']);
  },
);

test('imported after the backend was started, the kernels are there', () => {
  const output =
    run(`import * as tf from '@tensorflow/tfjs'; import '@tensorflow/tfjs-backend-wasm';
    await tf.setBackend('wasm'); tf.ones([2]).dataSync();
    await import('@sweepstake/tfjs-kernels'); ${GRADIENT}`);
  expect(output.trim().split('\n').at(-1)).toBe('16');
});

test('a worker thread trains as the main thread does', () => {
  const code = `import { isMainThread, Worker, parentPort } from 'node:worker_threads';
    import * as tf from '@tensorflow/tfjs';
    import '@sweepstake/tfjs-kernels';
    import { trainSmall } from './src/testing/train-small.ts';
    await tf.setBackend('wasm');
    parentPort.postMessage(trainSmall(3).losses);`;
  const output = run(`import { Worker } from 'node:worker_threads';
    const url = new URL('data:text/javascript,');
    const worker = new Worker(${JSON.stringify(code)}, { eval: true, execArgv: ['--conditions=@sweepstake/source', '--input-type=module'] });
    worker.on('message', (losses) => console.log(JSON.stringify(losses)));
    worker.on('error', (error) => console.log(error));`);
  return tf.setBackend('wasm').then(() => {
    const last = output.trim().split('\n').at(-1)!;
    expect(JSON.parse(last)).toEqual(trainSmall(3).losses);
  });
});

test('200 steps leave no tensors and give the same losses twice', async () => {
  await tf.setBackend('wasm');
  const before = tf.memory().numTensors;
  const first = trainSmall(200);
  expect(first.numTensors[1]).toBe(first.numTensors[0]);
  expect(tf.memory().numTensors).toBe(before);
  expect(trainSmall(200).losses).toEqual(first.losses);
  expect(first.losses.at(-1)!).toBeLessThan(0.01);
});

test('unregistering gives the released kernels back, and registering again takes them', async () => {
  await tf.setBackend('wasm');
  const gradient = (): number =>
    tf.tidy(
      () =>
        tf
          .grad((f) => tf.conv2d(tf.ones<tf.Rank.R4>([1, 4, 4, 1]), f as tf.Tensor4D, 1, 'same'))(
            tf.ones([1, 1, 1, 1]),
          )
          .dataSync()[0]!,
    );
  const product = (): number =>
    tf.tidy(() => tf.matMul([[2, 3]], [[5, 7]], false, true).dataSync()[0]!);
  const ours = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
  unregisterTrainingKernels();
  unregisterTrainingKernels();
  expect(tf.getKernel('BatchMatMul', 'wasm').kernelFunc).not.toBe(ours);
  expect(product()).toBe(31);
  expect(gradient).toThrow("Kernel 'Conv2DBackpropFilter' not registered");
  registerTrainingKernels();
  registerTrainingKernels();
  expect([product(), gradient()]).toEqual([31, 16]);
});

test('a copy of the backend gets kernels of its own, and an unknown one is refused', async () => {
  await tf.setBackend('wasm');
  unregisterTrainingKernels();
  tf.copyRegisteredKernels('wasm', 'wasm-copy');
  registerTrainingKernels();
  expect(tf.getKernel('Conv2DBackpropFilter', 'wasm-copy')).toBeUndefined();
  registerTrainingKernels({ backendName: 'wasm-copy' });
  expect(tf.getKernel('Conv2DBackpropFilter', 'wasm-copy')).toBeDefined();
  unregisterTrainingKernels({ backendName: 'wasm-copy' });
  expect(tf.getKernel('Conv2DBackpropFilter', 'wasm-copy')).toBeUndefined();
  expect(() => registerTrainingKernels({ backendName: 'nowhere' })).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_TFJS_KERNELS_UNKNOWN_BACKEND' }),
  );
});

const SETTINGS = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  correction1: 0.1,
  correction2: 0.001,
};

test('another backend, dtype or shape is refused by name', async () => {
  await tf.setBackend('wasm');
  const [one, two, whole] = [tf.zeros([1]), tf.zeros([2]), tf.zeros([2], 'int32')];
  const update = (weight: tf.Tensor, gradient: tf.Tensor) => () =>
    adamStep(tf, { weight, gradient, m: two, v: two, mask: null }, SETTINGS);
  const wrong = expect.objectContaining({ code: 'SWEEPSTAKE_TFJS_KERNELS_WRONG_TENSOR' });
  expect(update(two, one)).toThrow(wrong);
  expect(update(two, whole)).toThrow(wrong);
  await tf.setBackend('cpu');
  expect(update(two, two)).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_TFJS_KERNELS_NO_MEMORY' }),
  );
  await tf.setBackend('wasm');
  tf.dispose([one, two, whole]);
});

test('a weight that was changed in place is what released kernels multiply by from then on', async () => {
  await tf.setBackend('wasm');
  const [weight, gradient, m, v] = [
    tf.ones([4, 8]),
    tf.ones([4, 8]),
    tf.zeros([4, 8]),
    tf.zeros([4, 8]),
  ];
  const x = tf.ones([4, 4]);
  unregisterTrainingKernels();
  // The released product keeps a packed copy of the weight.
  const first = tf.tidy(() => tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D).dataSync()[0]!);
  adamStep(tf, { weight, gradient, m, v, mask: null }, SETTINGS);
  const second = tf.tidy(() => tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D).dataSync()[0]!);
  registerTrainingKernels();
  expect(first).toBe(4);
  expect(second).toBeCloseTo(3.6, 5);
  tf.dispose([weight, gradient, m, v, x]);
});

test('scratch memory that is not to be had is an error with the kernel and the bytes', async () => {
  await tf.setBackend('wasm');
  const heap = heapOf(tf.backend());
  const refused = (bytes: number) => (): void =>
    expect(() => heap.scratch(bytes, 'Conv2D', () => {})).toThrow(
      expect.objectContaining({
        code: 'SWEEPSTAKE_TFJS_KERNELS_OUT_OF_MEMORY',
        message: expect.stringContaining(`Conv2D needs ${bytes} bytes`) as string,
      }),
    );
  refused(2 ** 32 - 8)();
  refused(2 ** 32 + 8)();
  heap.scratch(2.5e9, 'the first', refused(2e9));
  expect(tf.tidy(() => tf.ones([2]).dataSync()[1])).toBe(1);
});
