import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { cannotShare } from './errors.ts';
import { withoutSharedMemory } from './without-shared-memory.ts';

/** Reads and writes of more than 2 GB are not possible at once. */
const CHUNK = 2 ** 28;

/**
 * A value in a file without a name, whose descriptor processes inherit: 180 MB of examples reach a process in a fraction
 * of a second, where the channel for messages takes seconds and several copies. Returns the descriptor.
 *
 * @throws SWEEPSTAKE_POOL_SHARED where it cannot be cloned, or the folder for temporary files has no room
 */
export function toSharedFile(value: unknown): number {
  const folder = mkdtempSync(join(tmpdir(), 'sweepstake-shared-'));
  try {
    const bytes = serialize(withoutSharedMemory(value));
    const fd = openSync(join(folder, 'value'), 'w+');
    try {
      for (let at = 0; at < bytes.length;)
        at += writeSync(fd, bytes, at, Math.min(CHUNK, bytes.length - at), at);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    return fd;
  } catch (error) {
    throw cannotShare((error as Error).message, error);
  } finally {
    // On POSIX the open file stays readable, and is gone with the last process that has it.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The value, from the descriptor; every process has a copy of its own. */
export function fromSharedFile(fd: number): unknown {
  const bytes = Buffer.allocUnsafeSlow(fstatSync(fd).size);
  for (let at = 0; at < bytes.length;) {
    // At a position: the offset of the descriptor is common to all processes.
    at += readSync(fd, bytes, at, Math.min(CHUNK, bytes.length - at), at);
  }
  closeSync(fd);
  return deserialize(bytes);
}
