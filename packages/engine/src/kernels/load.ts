import type { Kernels } from './kernels.generated.ts';
import { RELAXED_SHARED } from './relaxed-shared.generated.ts';
import { RELAXED } from './relaxed.generated.ts';
import { STRICT_SHARED } from './strict-shared.generated.ts';
import { STRICT } from './strict.generated.ts';
import { relaxedUnsupported } from '../errors.ts';
import { WebAssembly, type Memory, type Module } from '../web-assembly.ts';

/** Strict: the same bits on every machine. Relaxed: fused where the machine can, other last bits. */
export type Flavour = 'strict' | 'relaxed';

/** The same kernels for a memory of its own and for one that threads share. */
const MODULES = {
  strict: [STRICT, STRICT_SHARED],
  relaxed: [RELAXED, RELAXED_SHARED],
} as const;

const compiled = new Map<string, Module>();

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function moduleOf(flavour: Flavour, shared: boolean): Module {
  const text = MODULES[flavour][shared ? 1 : 0];
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const bytes = bytesOf(text);
  if (!WebAssembly.validate(bytes)) throw relaxedUnsupported(flavour);
  const module = new WebAssembly.Module(bytes);
  compiled.set(text, module);
  return module;
}

/** Whether this machine's WebAssembly runs the flavour. */
export function supports(flavour: Flavour): boolean {
  return WebAssembly.validate(bytesOf(MODULES[flavour][0]));
}

/** The kernels of one flavour, working on the given memory; throws SWEEPSTAKE_ENGINE_UNSUPPORTED. */
export function loadKernels(flavour: Flavour, memory: Memory, shared = false): Kernels {
  const { exports } = new WebAssembly.Instance(moduleOf(flavour, shared), { env: { memory } });
  const suffix = `_${flavour}`;
  const kernels = Object.entries(exports)
    .filter(([name]) => name.endsWith(suffix))
    .map(([name, kernel]) => [name.slice(0, -suffix.length), kernel] as const);
  return Object.fromEntries(kernels) as unknown as Kernels;
}
