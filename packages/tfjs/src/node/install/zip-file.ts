import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Entry } from 'yauzl';

/** A zip archive on disk; its files are read where they lie, and each is held against its checksum. */
export interface ZipFile {
  readonly names: readonly string[];
  /** A file of at most a few megabytes. */
  read(name: string): Promise<Buffer>;
  /** Writes a file as a stream; folders are made. */
  extract(name: string, path: string): Promise<void>;
  close(): void;
}

/** Opens an archive; throws an error that says what is wrong with it. Names that lead out of a folder are refused. */
export async function openZip(path: string): Promise<ZipFile> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== undefined) throw error;
      throw new Error('it is no zip archive, or it is truncated', { cause: error });
    },
  );
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (error) {
    zip.close();
    throw error;
  }
  const checked = async (name: string) => {
    const entry = entries.get(name)!;
    return [await zip.openReadStreamPromise(entry), checksum(entry)] as const;
  };
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const [source, check] = await checked(name);
      const [data] = await Promise.all([buffer(check), pipeline(source, check)]);
      return data;
    },
    extract: async (name, to) => {
      mkdirSync(dirname(to), { recursive: true });
      const [source, check] = await checked(name);
      await pipeline(source, check, createWriteStream(to));
    },
    close: () => zip.close(),
  };
}

/** Passes a file through, and fails at its end where the checksum is another. */
function checksum({ fileName, crc32: expected }: Entry): Transform {
  let crc = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
    flush(done) {
      done(crc === expected ? null : new Error(`'${fileName}' in it is damaged`));
    },
  });
}
