import type { Tf } from '../tf.ts';

/** The version of the TensorFlow library behind a loaded tfjs-node, as the library says it: `2.21.0`. */
export function tensorflowVersion(tf: Tf): string {
  const native = tf.findBackend('tensorflow') as unknown as { binding: { TF_Version: string } };
  return native.binding.TF_Version.toLowerCase();
}
