import { readFileSync, statSync } from 'node:fs';
import { codeOf } from './durable.ts';
import { isAbsent } from './entries.ts';
import { damagedStage, noStage } from './errors.ts';
import { isFileName } from './paths.ts';
import type { Paths } from './paths.ts';

/** Size and hash of one file of a stage. */
export interface FileEntry {
  readonly bytes: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** What `stage.json` holds. `config` and `record` are JSON values. */
export interface StageRecord {
  readonly id: string;
  /** The resolved configuration that names the stage. */
  readonly config: unknown;
  /** Small results; large ones are files. */
  readonly record: unknown;
  readonly files: Readonly<Record<string, FileEntry>>;
}

/** Reads and validates `stage.json`; throws where the stage is absent or the record damaged. */
export function readRecord(paths: Paths, id: string): StageRecord {
  let text: string;
  try {
    text = readFileSync(paths.record(id), 'utf8');
  } catch (error) {
    if (isAbsent(error)) throw noStage(id, paths.root);
    throw error;
  }
  const record = parse(text);
  if (record?.id !== id || !isFileTable(record.files)) {
    throw damagedStage(id, paths.stage(id), 'stage.json is incomplete');
  }
  return record;
}

function parse(text: string): StageRecord | null {
  try {
    return JSON.parse(text) as StageRecord | null;
  } catch {
    return null;
  }
}

function isFileTable(files: unknown): boolean {
  if (typeof files !== 'object' || files === null) return false;
  return Object.entries(files as Record<string, Partial<FileEntry>>).every(
    ([name, entry]) =>
      isFileName(name) && Number.isSafeInteger(entry?.bytes) && typeof entry.sha256 === 'string',
  );
}

/** True where `stage.json` is whole and every file it lists exists with its size. */
export function isComplete(paths: Paths, id: string): boolean {
  try {
    const { files } = readRecord(paths, id);
    return Object.entries(files).every(
      ([name, { bytes }]) =>
        statSync(paths.file(id, name), { throwIfNoEntry: false })?.size === bytes,
    );
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === 'SWEEPSTAKE_STORE_NO_STAGE' || code === 'SWEEPSTAKE_STORE_DAMAGED') return false;
    throw error;
  }
}
