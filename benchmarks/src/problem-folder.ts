import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parametersOf, type Network } from '@sweepstake/graph';
import type { Masks } from '@sweepstake/training';
import type { ArrayEntry, Dtype, Manifest } from './manifest.ts';

/** A new folder, removed when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes one array's file and returns its entry in the manifest. */
export function writeArray(
  folder: string,
  name: string,
  dtype: Dtype,
  shape: readonly number[],
  data: NodeJS.TypedArray,
): ArrayEntry {
  const file = `${name.replaceAll('/', '.')}.bin`;
  writeFileSync(join(folder, file), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { file, dtype, shape };
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));

/** Entries of a set of masks, whose files are written. */
export function writeMaskFiles(
  folder: string,
  network: Network,
  set: string,
  masks: Masks,
): Record<string, ArrayEntry> {
  const shapes = new Map(parametersOf(network).map(({ name, shape }) => [name, shape]));
  const entries: Record<string, ArrayEntry> = {};
  for (const [name, mask] of masks) {
    const array = `masks/${set}/${name}`;
    entries[array] = writeArray(folder, array, 'U8', shapes.get(name) ?? [mask.length], mask);
  }
  return entries;
}

/** Adds a set of masks to a problem that contenders may already have read. */
export function addMasks(folder: string, set: string, masks: Masks): void {
  const manifest = readManifest(folder);
  const entries = writeMaskFiles(folder, manifest.network, set, masks);
  writeManifest(folder, { ...manifest, arrays: { ...manifest.arrays, ...entries } });
}
