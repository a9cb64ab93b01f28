import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { entries, isAbsent } from './entries.ts';
import { damagedStage, noFile } from './errors.ts';
import { clearFailure, readFailures, writeFailure } from './failures.ts';
import type { Failure } from './failures.ts';
import { openManifest } from './manifest.ts';
import { isId, paths as pathsOf } from './paths.ts';
import type { Paths } from './paths.ts';
import { publish } from './publish.ts';
import type { Output } from './publish.ts';
import { sha256 } from './stageId.ts';
import { isComplete, readRecord } from './stageRecord.ts';
import type { StageRecord } from './stageRecord.ts';
import { sweepTemporaries } from './temporaries.ts';

export interface StoreOptions {
  /** Version of the arithmetic; a folder that holds another is refused. */
  readonly numerics?: string;
  /** Make the folder where it does not exist; default true. False for commands that only look. */
  readonly create?: boolean;
}

/**
 * A run folder. All calls are synchronous; any number of threads, processes and machines may use
 * one folder at the same time.
 */
export interface Store {
  /** Absolute path of the folder. */
  readonly root: string;
  /** Version of the arithmetic behind its results, where one was recorded. */
  readonly numerics: string | undefined;
  /** True only where the stage's record is whole and all its files exist with their sizes. */
  has(id: string): boolean;
  /** Ids of the finished stages, sorted. */
  list(): string[];
  /** Throws where the stage is absent or its record damaged. */
  record(id: string): StageRecord;
  /** The bytes of one file; throws where it is absent, or its size or hash is wrong. */
  read(id: string, file: string): Uint8Array;
  /** Checks size and hash of every file; throws at the first that is wrong. */
  verify(id: string): void;
  /** Makes a finished stage visible at once, and forgets its failure; an existing one wins. */
  publish(id: string, output: Output): void;
  /** Records why a stage did not finish. */
  fail(id: string, reason: string): void;
  /** Recorded failures of stages that have not finished since, by id. */
  failures(): Failure[];
  /** Removes what killed processes of this machine left half-written; returns their names. */
  sweepTemporaries(): string[];
}

/**
 * Opens a run folder, and makes it where it does not exist.
 *
 * Throws where `root` is a file, holds other things, was written in an unknown format or with
 * other numerics, or cannot be written.
 */
export function openStore(root: string, options: StoreOptions = {}): Store {
  const paths = pathsOf(resolve(root));
  const manifest = openManifest(paths, options.numerics, options.create ?? true);
  const record = (id: string) => readRecord(paths, id);
  return {
    root: paths.root,
    numerics: manifest.numerics,
    has: (id) => isComplete(paths, id),
    list: () => list(paths),
    record,
    read: (id, file) => read(paths, record(id), file),
    verify: (id) => {
      const found = record(id);
      for (const file of Object.keys(found.files)) read(paths, found, file);
    },
    publish: (id, output) => {
      publish(paths, id, output);
      clearFailure(paths, id);
    },
    fail: (id, reason) => writeFailure(paths, id, reason),
    failures: () => readFailures(paths),
    sweepTemporaries: () => sweepTemporaries(paths.tmp),
  };
}

function read(paths: Paths, { id, files }: StageRecord, file: string): Uint8Array {
  const entry = Object.hasOwn(files, file) ? files[file] : undefined;
  if (entry === undefined) throw noFile(id, file, Object.keys(files));
  const damaged = (why: string) => damagedStage(id, paths.stage(id), `${file} ${why}`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(paths.file(id, file));
  } catch (error) {
    if (isAbsent(error)) throw damaged('is missing');
    throw error;
  }
  if (bytes.byteLength !== entry.bytes) {
    throw damaged(`has ${bytes.byteLength} bytes instead of ${entry.bytes}`);
  }
  if (sha256(bytes) !== entry.sha256) throw damaged('does not match its sha256');
  return bytes;
}

function list(paths: Paths): string[] {
  const shelves = entries(paths.stages).filter((name) => /^[0-9a-f]{2}$/.test(name));
  return shelves
    .flatMap((shelf) => entries(join(paths.stages, shelf)))
    .filter((id) => isId(id) && isComplete(paths, id));
}
