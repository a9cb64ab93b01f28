import { linkSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { codeOf, syncFolder, writeDurably, writing } from './durable.ts';
import {
  damagedManifest,
  foreignFolder,
  noRunFolder,
  noRoot,
  otherNumerics,
  rootIsFile,
  unknownFormat,
  unlabelledNumerics,
} from './errors.ts';
import { entries, isAbsent } from './entries.ts';
import type { Paths } from './paths.ts';
import { seal, unseal } from './sealed.ts';
import { temporary } from './temporaries.ts';

export const FORMAT = 2;

/** What `sweepstake.json` holds. */
export interface Manifest {
  readonly format: number;
  readonly createdBy: string;
  /** Version of the arithmetic behind every result in the folder; absent where nobody said. */
  readonly numerics?: string;
}

/** Reads the manifest, or makes folder and manifest where `create`; throws where they do not fit. */
export function openManifest(
  paths: Paths,
  numerics: string | undefined,
  create: boolean,
): Manifest {
  checkFolder(paths, create);
  let manifest = readManifest(paths);
  if (manifest === undefined) {
    checkForeign(paths, create);
    if (!create) throw noRoot(paths.root);
    writeManifest(paths, numerics, 'keep');
    manifest = readManifest(paths)!;
  }
  if (numerics === undefined || manifest.numerics === numerics) return manifest;
  if (manifest.numerics !== undefined) {
    throw otherNumerics(paths.root, manifest.numerics, numerics);
  }
  if (entries(paths.stages).length > 0) throw unlabelledNumerics(paths.root, numerics);
  writeManifest(paths, numerics, 'replace');
  return { ...manifest, numerics };
}

function checkFolder({ root }: Paths, create: boolean): void {
  const stat = writing(root, 'the folder', () => statSync(root, { throwIfNoEntry: false }));
  if (stat !== undefined && !stat.isDirectory()) throw rootIsFile(root);
  if (stat === undefined && !create) throw noRoot(root);
}

// Dot files are no reason to refuse, nor is what a killed first opening left, or another process
// makes right now.
function checkForeign(paths: Paths, create: boolean): void {
  const { root } = paths;
  const ours = new Set(
    Object.values(paths)
      .filter((path) => typeof path === 'string')
      .map((path) => basename(path)),
  );
  const found = entries(root).find((name) => !name.startsWith('.') && !ours.has(name));
  if (found !== undefined) throw create ? foreignFolder(root, found) : noRunFolder(root);
}

function readManifest({ root, manifest }: Paths): Manifest | undefined {
  let text: string;
  try {
    text = readFileSync(manifest, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw damagedManifest(manifest, (error as Error).message);
  }
  let value: Partial<Manifest> | null;
  try {
    value = unseal(text) as Partial<Manifest> | null;
  } catch (error) {
    const format = earlierFormat(text);
    if (format !== undefined) throw unknownFormat(root, format, FORMAT);
    throw damagedManifest(manifest, (error as Error).message);
  }
  if (value?.format !== FORMAT) throw unknownFormat(root, value?.format, FORMAT);
  return value as Manifest;
}

/** The number of a format before the seal; undefined where the text is none. */
function earlierFormat(text: string): number | undefined {
  try {
    const value = JSON.parse(text) as { format?: unknown } | null;
    return typeof value?.format === 'number' ? value.format : undefined;
  } catch {
    return undefined;
  }
}

function writeManifest(paths: Paths, numerics: string | undefined, existing: 'keep' | 'replace') {
  writing(paths.root, 'sweepstake.json', () => {
    const file = temporary(paths.tmp, 'manifest');
    try {
      const value = { format: FORMAT, createdBy: 'sweepstake', numerics };
      writeDurably(file, [Buffer.from(seal(value))]);
      if (existing === 'replace' || !linked(file, paths.manifest)) {
        renameSync(file, paths.manifest);
      }
      syncFolder(paths.root);
    } finally {
      rmSync(file, { force: true });
    }
  });
}

/** False where the file system has no links; a manifest that another process made first stays. */
function linked(file: string, target: string): boolean {
  try {
    linkSync(file, target);
    return true;
  } catch (error) {
    return codeOf(error) === 'EEXIST';
  }
}
