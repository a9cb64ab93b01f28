import type { Backend } from '@sweepstake/training';
import { backendOver } from './backend-over.ts';
import { composedUpdate } from './composed-update.ts';
import { fusedUpdate } from './fused-update.ts';
import type { Platform, UpdateRule } from './platform.ts';

async function load(update: UpdateRule): Promise<Platform> {
  // The union package brings the gradients; the core alone has none in Node.
  const tf = await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-backend-wasm');
  return { tf, backend: 'wasm', update };
}

/**
 * `@tensorflow/tfjs-backend-wasm` with the training kernels of `@sweepstake/tfjs-kernels`: one thread, the same bits
 * on every machine. Raised with any bit of a result, also by another version of TensorFlow.js, which is pinned.
 */
export const tfjsWasm: Backend = backendOver({
  name: 'tfjs-wasm',
  numerics: 'tfjs-wasm-1',
  load: async () => load(fusedUpdate(await import('@sweepstake/tfjs-kernels'))),
});

/**
 * The same without those kernels, for measurements: it trains dense layers only, and a process that has opened
 * `tfjsWasm` before has them all the same.
 */
export const tfjsWasmReleased: Backend = backendOver({
  name: 'tfjs-wasm-released',
  numerics: 'tfjs-wasm-1+released',
  load: () => load(composedUpdate),
});
