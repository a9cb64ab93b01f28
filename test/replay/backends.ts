import { engine } from '@sweepstake/engine';
import { tfjsWasm } from '@sweepstake/tfjs';
import { tfjsNode } from '@sweepstake/tfjs/node';
import type { Backend } from '@sweepstake/training';
import { reference } from '@sweepstake/training/reference';

/** TensorFlow's native library, or why it is not here; under CI=true that is a failure. */
export async function nativeBackend(): Promise<{ backend: Backend | null; reason: string }> {
  try {
    return { backend: await tfjsNode(), reason: '' };
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    if (process.env['CI'] === 'true' || code !== 'SWEEPSTAKE_TFJS_NATIVE_MISSING') throw error;
    console.log(`skipped: ${message}`);
    return { backend: null, reason: message };
  }
}

/** Every backend that is here. */
export async function everyBackend(): Promise<Backend[]> {
  const { backend } = await nativeBackend();
  return [reference, engine, tfjsWasm, ...(backend === null ? [] : [backend])];
}
