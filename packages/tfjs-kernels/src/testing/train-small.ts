import * as tf from '@tensorflow/tfjs';
import { adamStep } from '../index.ts';
import { Draw } from './draw.ts';

const BATCH = 6;

/** Direct, depthwise, Winograd's and strided convolution, pooling, dense: every kind of gradient of this package. */
const SHAPES: Readonly<Record<string, number[]>> = {
  conv1: [3, 3, 3, 16],
  bias1: [16],
  depthwise: [3, 3, 16, 1],
  conv2: [3, 3, 16, 16],
  conv3: [3, 3, 16, 12],
  bias3: [12],
  dense: [108, 10],
  bias4: [10],
};

/**
 * Losses of some steps of Adam on the current backend, from numbers drawn from one seed: the same in Node and in a
 * browser. `numTensors` counts the tensors after the first step and after the last.
 */
export function trainSmall(steps: number): { losses: number[]; numTensors: [number, number] } {
  const draw = new Draw(7);
  const drawn = (shape: number[], scale: number): tf.Tensor => {
    const size = shape.reduce((a, b) => a * b, 1);
    return tf.tensor(
      draw.floats(size).map((v) => v * scale),
      shape,
    );
  };
  const weights = Object.entries(SHAPES).map(([name, shape]) => ({
    name,
    weight: tf.tidy(() =>
      tf.variable(drawn(shape, shape.length > 1 ? 0.3 : 0), true, `${name}-small`),
    ),
    m: tf.zeros(shape),
    v: tf.zeros(shape),
  }));
  const w = Object.fromEntries(weights.map(({ name, weight }) => [name, weight as tf.Tensor]));
  const images = drawn([BATCH, 12, 12, 3], 1) as tf.Tensor4D;
  const labels = tf.oneHot(
    Array.from({ length: BATCH }, (_, i) => i),
    10,
  );
  const loss = (): tf.Scalar => {
    const first = tf.relu(
      tf.add(tf.conv2d(images, w['conv1'] as tf.Tensor4D, 1, 'same'), w['bias1']!),
    );
    const pooled = tf.maxPool(first as tf.Tensor4D, 2, 2, 'valid');
    const each = tf.depthwiseConv2d(pooled, w['depthwise'] as tf.Tensor4D, 1, 'same');
    const second = tf.relu(tf.conv2d(each, w['conv2'] as tf.Tensor4D, 1, 'same'));
    const third = tf.conv2d(second, w['conv3'] as tf.Tensor4D, 2, 'same');
    const active = tf.relu(tf.add(third, w['bias3']!));
    const flat = tf.reshape(active, [BATCH, -1]);
    const logits = tf.add(tf.matMul(flat, w['dense'] as tf.Tensor2D), w['bias4']!);
    return tf.losses.softmaxCrossEntropy(labels, logits) as tf.Scalar;
  };
  const settings = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
  const losses: number[] = [];
  const numTensors: [number, number] = [0, 0];
  let [power1, power2] = [1, 1];
  for (let t = 1; t <= steps; t++) {
    [power1, power2] = [power1 * settings.beta1, power2 * settings.beta2];
    const { value, grads } = tf.variableGrads(loss);
    for (const { weight, m, v } of weights) {
      const gradient = grads[weight.name]!;
      adamStep(
        tf,
        { weight, gradient, m, v, mask: null },
        { ...settings, correction1: 1 - power1, correction2: 1 - power2 },
      );
    }
    losses.push(value.dataSync()[0]!);
    tf.dispose([value, grads]);
    if (t === 1) numTensors[0] = tf.memory().numTensors;
  }
  numTensors[1] = tf.memory().numTensors;
  tf.dispose([images, labels, ...weights.flatMap(({ weight, m, v }) => [weight, m, v])]);
  return { losses, numTensors };
}
