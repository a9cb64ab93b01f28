import { noSimd } from '../errors.ts';
import type { Kernels } from './kernels.generated.ts';
import { SHARED } from './shared.generated.ts';
import { SINGLE } from './single.generated.ts';
import { WebAssembly, type Memory, type Module } from './web-assembly.ts';

const compiled = new Map<string, Module>();

function moduleOf(base64: string): Module {
  const known = compiled.get(base64);
  if (known !== undefined) return known;
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) throw noSimd();
  const module = new WebAssembly.Module(bytes);
  compiled.set(base64, module);
  return module;
}

/** Threads share this memory. A SharedArrayBuffer exists as a name only where a page may have one. */
export function isShared(memory: Memory): boolean {
  return (
    typeof SharedArrayBuffer !== 'undefined' &&
    (memory.buffer as ArrayBuffer | SharedArrayBuffer) instanceof SharedArrayBuffer
  );
}

/** The kernels on the given memory, of which they own nothing; throws SWEEPSTAKE_TFJS_KERNELS_NO_SIMD. */
export function loadKernels(memory: Memory): Kernels {
  const module = moduleOf(isShared(memory) ? SHARED : SINGLE);
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels;
}
