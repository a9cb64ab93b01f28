import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written last into a finished installation; says what it is and where it came from. */
export interface NativeManifest {
  readonly format: 1;
  /** Of `@tensorflow/tfjs-node`. */
  readonly version: string;
  /** Of the TensorFlow library itself, as it says. */
  readonly tensorflow: string;
  /** `npm`: its own install script downloaded the library; `wheel`: out of a Python wheel, compiled here. */
  readonly source: 'npm' | 'wheel';
  readonly wheel: { readonly file: string; readonly sha256: string } | null;
  readonly platform: string;
  readonly arch: string;
  /** The Node that tried it. */
  readonly node: string;
  /** Its `process.versions.modules`. */
  readonly nodeAbi: string;
  /** ISO 8601. */
  readonly date: string;
}

export const MANIFEST = 'sweepstake-native.json';

/** The manifest of an installation; null where there is none, or what is there is not one. */
export function readManifest(folder: string): NativeManifest | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  } catch {
    return null;
  }
  const { format, version, source } = (value ?? {}) as Partial<NativeManifest>;
  const right = format === 1 && typeof version === 'string' && typeof source === 'string';
  return right ? (value as NativeManifest) : null;
}

export const writeManifest = (folder: string, manifest: NativeManifest): void =>
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
