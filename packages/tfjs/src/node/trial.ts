// The library tried for real, in a process of its own: node trial.ts <folder of tfjs-node>. Prints one line of JSON.
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { restoreUtil } from './restore-util.ts';
import type { Tf } from '../tf.ts';

/** What a trial prints. */
export interface TrialReport {
  readonly tensorflow: string;
  readonly node: string;
  readonly nodeAbi: string;
}

/** Two steps by hand: loss (x w)^2 with x = [1 2], w = [3 4]: gradient 2 * 11 * x = [22 44]. */
function train(tf: Tf): void {
  const x = tf.tensor2d([1, 2], [1, 2]);
  const start = tf.tensor2d([3, 4], [2, 1]);
  const gradient = tf.grad((w) =>
    tf
      .matMul(x, w as typeof start)
      .square()
      .sum(),
  );
  expect('gradient of a product', gradient(start).dataSync(), [22, 44]);
  const w = tf.variable(start);
  tf.train.sgd(0.5).minimize(() => tf.matMul(x, w).square().sum());
  expect('a step of gradient descent', w.dataSync(), [-8, -18]);
  // Each of four weights of the filter meets four of the nine ones of the image.
  const image = tf.ones([1, 3, 3, 1]) as ReturnType<typeof tf.tensor4d>;
  const filter = tf.ones([2, 2, 1, 1]) as ReturnType<typeof tf.tensor4d>;
  const convolve = tf.grad((f) => tf.conv2d(image, f as typeof filter, 1, 'valid').sum());
  expect('gradient of a convolution', convolve(filter).dataSync(), [4, 4, 4, 4]);
}

function expect(what: string, actual: ArrayLike<number>, expected: readonly number[]): void {
  const values = Array.from(actual);
  if (values.join() !== expected.join())
    throw new Error(`${what} is ${values.join(' ')}, not ${expected.join(' ')}`);
}

const path = process.argv[2]!;
const require = createRequire(join(path, 'package.json'));
restoreUtil();
train(require(path) as Tf);
const [addon = ''] = globSync('lib/napi-v*/tfjs_binding.node', { cwd: path });
const { TF_Version } = require(join(path, addon)) as { TF_Version: string };
const { node, modules } = process.versions;
console.log(JSON.stringify({ tensorflow: TF_Version, node, nodeAbi: modules }));
