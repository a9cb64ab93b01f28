// Trains a small convolutional network on tfjs-node: node native-training.ts <threads>. Prints one line of JSON.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { loadTfjsNode } from '../node/load-tfjs-node.ts';

const threads = Number(process.argv[2]);
const tf = await loadTfjsNode({ threads });
const draw = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.1, 'float32', seed);
const images = draw([16, 8, 8, 3], 1) as ReturnType<typeof tf.tensor4d>;
const labels = tf.oneHot(
  tf.tensor1d(
    Array.from({ length: 16 }, (_, i) => i % 10),
    'int32',
  ),
  10,
);
const filter = tf.variable(draw([3, 3, 3, 4], 2) as typeof images);
const dense = tf.variable(draw([64, 10], 3) as ReturnType<typeof tf.tensor2d>);
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 20; step++) {
  optimizer.minimize(() => {
    const hidden = tf.relu(tf.conv2d(images, filter, 1, 'same'));
    const pooled = tf.maxPool(hidden, 2, 2, 'valid').reshape([16, 64]);
    const logits = tf.matMul(pooled as typeof dense, dense);
    return tf.losses.softmaxCrossEntropy(labels, logits).asScalar();
  });
}
const hash = createHash('sha256');
for (const tensor of [filter, dense]) hash.update(new Uint8Array(tensor.dataSync().slice().buffer));
const tasks = '/proc/self/task';
console.log(
  JSON.stringify({
    weights: hash.digest('hex'),
    systemThreads: existsSync(tasks) ? readdirSync(tasks).length : null,
    variables: process.env['TF_NUM_INTRAOP_THREADS'],
  }),
);
