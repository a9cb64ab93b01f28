/** The part of the WebAssembly API that loading the kernels takes; the core's types leave it to the DOM. */
export interface Memory {
  /** A SharedArrayBuffer where threads share the memory; replaced by another whenever a single one grows. */
  readonly buffer: ArrayBuffer;
}

/** A compiled module; opaque. */
export type Module = object;

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  readonly Instance: new (
    module: Module,
    imports: { readonly env: { readonly memory: Memory } },
  ) => { readonly exports: object };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
