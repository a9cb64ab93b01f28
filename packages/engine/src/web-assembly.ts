/**
 * The part of the WebAssembly API that the engine uses. Declared here because the core compiles without the DOM's
 * types, where TypeScript keeps it; it is the same in browsers and in Node.
 */
export interface Memory {
  /** A SharedArrayBuffer where threads share the memory. */
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB and detaches the present buffer (a shared one stays, but is short); throws where there is no memory. */
  grow(pages: number): number;
}

/** A compiled module; opaque. */
export type Module = object;

interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface WebAssemblyApi {
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared?: boolean;
  }) => Memory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
  readonly Instance: new (
    module: Module,
    imports: { readonly env: { readonly memory: Memory } },
  ) => Instance;
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
