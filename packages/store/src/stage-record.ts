import { openContainer } from './container.ts';
import type { FileEntry, Header, OpenContainer } from './container.ts';
import { codeOf } from './durable.ts';
import { isAbsent } from './entries.ts';
import { damagedStage, droppedFile, noFile, noStage } from './errors.ts';
import type { Paths } from './paths.ts';

/** What a stage file says of itself. `config` and `record` are JSON values. */
export interface StageRecord {
  readonly id: string;
  /** The resolved configuration that names the stage. */
  readonly config: unknown;
  /** Small results; large ones are files. */
  readonly record: unknown;
  readonly files: Readonly<Record<string, FileEntry>>;
}

/** Opens a stage's file for a function; throws where it is absent, or its header or length is wrong. */
export function withStage<T>(paths: Paths, id: string, use: (stage: OpenContainer) => T): T {
  const file = paths.stage(id);
  let stage: OpenContainer;
  try {
    stage = openContainer(file, 'stage', id);
  } catch (error) {
    if (isAbsent(error)) throw noStage(id, paths.root);
    if (codeOf(error) !== undefined) throw error;
    throw damagedStage(id, file, (error as Error).message);
  }
  try {
    return use(stage);
  } finally {
    stage.close();
  }
}

/** What the stage says of itself; throws where it is absent or damaged. */
export const readRecord = (paths: Paths, id: string): StageRecord =>
  withStage(paths, id, ({ header }) => recordOf(header));

const recordOf = ({ id, config, record, files }: Header): StageRecord => ({
  id,
  config,
  record,
  files,
});

/** The bytes of one file; throws where it is absent, was dropped, or its hash is wrong. */
export const readFile = (paths: Paths, id: string, name: string): Uint8Array =>
  withStage(paths, id, (stage) => {
    const { files } = stage.header;
    const entry = Object.hasOwn(files, name) ? files[name] : undefined;
    if (entry === undefined) throw noFile(id, name, Object.keys(files));
    if (entry.dropped === true) throw droppedFile(id, paths.stage(id), name);
    return checkedFile(paths, stage, name, entry);
  });

/** Reads every file that is there; throws at the first whose hash is wrong. */
export const readFiles = (paths: Paths, id: string): Map<string, Uint8Array> =>
  withStage(paths, id, (stage) => {
    const present = Object.entries(stage.header.files).filter(([, { dropped }]) => !dropped);
    return new Map(present.map(([name, e]) => [name, checkedFile(paths, stage, name, e)]));
  });

function checkedFile(
  paths: Paths,
  stage: OpenContainer,
  name: string,
  entry: FileEntry,
): Uint8Array {
  try {
    return stage.read(entry);
  } catch (error) {
    if (codeOf(error) !== undefined) throw error;
    const { id } = stage.header;
    throw damagedStage(id, paths.stage(id), `${name} ${(error as Error).message}`);
  }
}

/** True where the stage's file is there, its header whole, and its length right. */
export function isComplete(paths: Paths, id: string): boolean {
  try {
    return withStage(paths, id, () => true);
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === 'SWEEPSTAKE_STORE_NO_STAGE' || code === 'SWEEPSTAKE_STORE_DAMAGED') return false;
    throw error;
  }
}
