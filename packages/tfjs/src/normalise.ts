import type { Tensor, Tf } from './tf.ts';

/** Per-channel moments, `[channels]` each; the variance is the biased one (divided by the count). */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/**
 * Mean and biased variance over all axes of `x` but the last. The mean is taken twice, the second time of what is left
 * over, so that units just off the kink of a ReLU are on the right side of it.
 */
export function momentsOf(tf: Tf, x: Tensor): Moments {
  const first = meanOf(tf, x);
  const mean = tf.add(first, meanOf(tf, tf.sub(x, first)));
  return { mean, variance: meanOf(tf, tf.square(tf.sub(x, mean))) };
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
  const factor = tf.div(scale, tf.sqrt(tf.add(variance, epsilon)));
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
  const normalise = tf.customGrad((...given) => {
    const [input, by, to, save] = given as unknown as [Tensor, Tensor, Tensor, Save];
    const moments = momentsOf(tf, input);
    used({ mean: tf.keep(moments.mean), variance: tf.keep(moments.variance) });
    const deviation = tf.sqrt(tf.add(moments.variance, epsilon));
    const centred = tf.sub(input, moments.mean);
    const factor = tf.div(by, deviation);
    save([centred, deviation, factor]);
    const value = tf.add(tf.mul(centred, factor), to);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [off, spread, by] = saved as [Tensor, Tensor, Tensor];
      const dShift = sumOf(tf, dy);
      const dScale = tf.div(sumOf(tf, tf.mul(dy, off)), spread);
      const count = countOf(dy);
      const even = tf.sub(dy, tf.div(dShift, count));
      const along = tf.mul(off, tf.div(tf.div(dScale, spread), count));
      return [tf.mul(tf.sub(even, along), by), dScale, dShift];
    };
    return { value, gradFunc };
  });
  return normalise(x, scale, shift);
}

type Save = (tensors: Tensor[]) => void;

const countOf = (x: Tensor): number => x.size / x.shape.at(-1)!;

const meanOf = (tf: Tf, x: Tensor): Tensor => tf.div(sumOf(tf, x), countOf(x));

/** The sum over all axes but the last, one axis after the other: one float32 sum of them all would lose digits. */
function sumOf(tf: Tf, x: Tensor): Tensor {
  let sum = x;
  while (sum.rank > 1) sum = tf.sum(sum, sum.rank - 2);
  return sum;
}
