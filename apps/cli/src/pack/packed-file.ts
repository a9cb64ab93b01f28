/** A file of the archive. */
export interface PackedFile {
  /** Below the archive's folder, with `/`. */
  readonly path: string;
  readonly content: Uint8Array | string | CopiedFile;
  readonly executable?: boolean;
}

/** A file that is there already; large ones are streamed. */
export interface CopiedFile {
  readonly copyOf: string;
}
