export { tfjsWasm, tfjsWasmReleased } from './wasm.ts';
export { backendOver } from './backend-over.ts';
export type { BackendDescription } from './backend-over.ts';
export { composedUpdate } from './composed-update.ts';
export type { Platform, Update, UpdateRule, Updated } from './platform.ts';
export type { Tensor, Tf } from './tf.ts';
export type { TfjsError } from './errors.ts';
