import type { Tensor, Tf } from './tf.ts';

/** Per-channel moments, `[channels]` each; the variance is the biased one (divided by the count). */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** Mean and biased variance over all axes of `x` but the last. */
export function momentsOf(tf: Tf, x: Tensor): Moments {
  const { axes, count } = channelAxes(x);
  const mean = tf.div(tf.sum(x, axes), count);
  const variance = tf.div(tf.sum(tf.square(tf.sub(x, mean)), axes), count);
  return { mean, variance };
}

/** y = scale (x - mean) / sqrt(variance + epsilon) + shift, with moments that no gradient passes through. */
export function normaliseBy(
  tf: Tf,
  x: Tensor,
  { mean, variance }: Moments,
  scale: Tensor,
  shift: Tensor,
  epsilon: number,
): Tensor {
  const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(tf.sub(x, mean), factor), shift);
}

/**
 * The same with the moments of `x` itself, which the gradient passes through (Ioffe & Szegedy 2015, section 3):
 * with x' the normalised value and N values per channel, dx = scale / sqrt(variance + epsilon) *
 * (dy - sum(dy) / N - x' sum(dy x') / N). `used` is called with the moments, which live as long as the caller's scope.
 */
export function normaliseByBatch(
  tf: Tf,
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  epsilon: number,
  used: (moments: Moments) => void,
): Tensor {
  const { axes, count } = channelAxes(x);
  const normalise = tf.customGrad((...given) => {
    const [input, by, to, save] = given as unknown as [Tensor, Tensor, Tensor, Save];
    const moments = momentsOf(tf, input);
    used({ mean: tf.keep(moments.mean), variance: tf.keep(moments.variance) });
    const inverse = tf.rsqrt(tf.add(moments.variance, epsilon));
    const normalised = tf.mul(tf.sub(input, moments.mean), inverse);
    save([normalised, inverse, by]);
    const value = tf.add(tf.mul(normalised, by), to);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [standard, inverted, factor] = saved as [Tensor, Tensor, Tensor];
      const dShift = tf.sum(dy, axes);
      const dScale = tf.sum(tf.mul(dy, standard), axes);
      const centred = tf.sub(dy, tf.div(dShift, count));
      const along = tf.mul(standard, tf.div(dScale, count));
      return [tf.mul(tf.sub(centred, along), tf.mul(factor, inverted)), dScale, dShift];
    };
    return { value, gradFunc };
  });
  return normalise(x, scale, shift);
}

type Save = (tensors: Tensor[]) => void;

function channelAxes(x: Tensor): { axes: number[]; count: number } {
  return {
    axes: Array.from({ length: x.rank - 1 }, (_, axis) => axis),
    count: x.size / x.shape.at(-1)!,
  };
}
