import { rmSync } from 'node:fs';
import { containerPieces, openContainer } from './container.ts';
import { codeOf, replaceDurably, writing } from './durable.ts';
import { isAbsent } from './entries.ts';
import type { Paths } from './paths.ts';
import { putAside } from './put-aside.ts';
import { temporary } from './temporaries.ts';

/** The state of a stage that is not finished. `record` is a JSON value. */
export interface Checkpoint {
  readonly record: unknown;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Where one stage keeps its state while it runs. */
export interface CheckpointFile {
  /**
   * The last state that was written; null where there is none. A damaged one is put aside, is not used, and
   * `onDamaged` is told its name and what was wrong.
   */
  read(onDamaged?: (message: string) => void): Checkpoint | null;
  /**
   * The record and one file of the last state, for those who only look on: changes nothing, whatever it finds. null
   * where there is none, or it cannot be used.
   */
  peek(file: string): { readonly record: unknown; readonly data: Uint8Array } | null;
  /** Reads all of it and changes nothing; throws an error that says what is wrong with it. */
  verify(): void;
  /** Replaces the state at once; a process killed meanwhile leaves the old one. Returns the bytes written. */
  write(checkpoint: Checkpoint): number;
  /** Nothing happens where there is none. */
  remove(): void;
}

/** See `CheckpointFile`. Throws where `id` is none. */
export function checkpointFile(paths: Paths, id: string): CheckpointFile {
  const path = paths.checkpoint(id);
  return {
    read(onDamaged) {
      try {
        return readCheckpoint(path, id);
      } catch (error) {
        if (isAbsent(error)) return null;
        if (codeOf(error) !== undefined) throw error;
        const aside = putAside(paths, path, `checkpoint_${id}`);
        const why = (error as Error).message;
        onDamaged?.(
          `the checkpoint of stage ${id} is damaged (${why}); it was put aside as ${aside}, ` +
            'and the stage starts over',
        );
        return null;
      }
    },
    peek(file) {
      try {
        return peekCheckpoint(path, id, file);
      } catch {
        // Replaced or removed meanwhile, damaged or not readable: whoever runs the stage finds out and says so.
        return null;
      }
    },
    verify: () => void readCheckpoint(path, id),
    write: ({ record, files }) =>
      writing(paths.root, `the checkpoint of stage ${id}`, () => {
        const pieces = containerPieces('checkpoint', id, { config: null, record, files });
        replaceDurably(temporary(paths.tmp, `checkpoint_${id}`), path, pieces);
        return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
      }),
    remove: () => rmSync(path, { force: true }),
  };
}

function peekCheckpoint(
  path: string,
  id: string,
  file: string,
): ReturnType<CheckpointFile['peek']> {
  const container = openContainer(path, 'checkpoint', id);
  try {
    const { record, files } = container.header;
    const entry = Object.hasOwn(files, file) ? files[file] : undefined;
    return entry === undefined ? null : { record, data: container.read(entry) };
  } finally {
    container.close();
  }
}

function readCheckpoint(path: string, id: string): Checkpoint {
  const container = openContainer(path, 'checkpoint', id);
  try {
    const { record, files } = container.header;
    const read = Object.entries(files).map(([name, entry]) => {
      try {
        return [name, container.read(entry)] as const;
      } catch (error) {
        if (codeOf(error) !== undefined) throw error;
        throw new Error(`${name} ${(error as Error).message}`, { cause: error });
      }
    });
    return { record, files: new Map(read) };
  } finally {
    container.close();
  }
}
