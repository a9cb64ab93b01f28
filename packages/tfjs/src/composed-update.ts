import type { Optimizer } from '@sweepstake/training';
import type { Update, Updated } from './platform.ts';
import type { Tensor, Tf } from './tf.ts';

/**
 * An update made of TensorFlow.js's own operations, for backends without fused ones: returns new tensors. A removed
 * weight has gradient 0, so that its slots stay empty and it stays what it is; its true gradient may be anything.
 */
export function composedUpdate(tf: Tf, optimizer: Optimizer, update: Update): Updated {
  const { weight, slots, mask, learningRate, corrections } = update;
  const decayed =
    optimizer.weightDecay === 0
      ? update.gradient
      : tf.add(update.gradient, tf.mul(weight, optimizer.weightDecay));
  const gradient =
    mask === null ? decayed : tf.where(tf.cast(mask, 'bool'), decayed, tf.zerosLike(decayed));
  switch (optimizer.kind) {
    case 'sgd':
      return { weight: tf.sub(weight, tf.mul(gradient, learningRate)), slots: new Map() };
    case 'momentum': {
      const velocity = tf.add(tf.mul(slots.get('velocity')!, optimizer.momentum), gradient);
      return {
        weight: tf.sub(weight, tf.mul(velocity, learningRate)),
        slots: new Map([['velocity', velocity]]),
      };
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer;
      const average = (old: Tensor, beta: number, value: Tensor): Tensor =>
        tf.add(tf.mul(old, beta), tf.mul(value, 1 - beta));
      const m = average(slots.get('m')!, beta1, gradient);
      const v = average(slots.get('v')!, beta2, tf.square(gradient));
      const deviation = tf.add(tf.sqrt(tf.div(v, corrections[1])), epsilon);
      const step = tf.mul(tf.div(m, deviation), learningRate / corrections[0]);
      return {
        weight: tf.sub(weight, step),
        slots: new Map([
          ['m', m],
          ['v', v],
        ]),
      };
    }
  }
}
