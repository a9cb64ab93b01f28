import { gunzipSync } from 'node:zlib';
import type { CifarFiles } from '../cifar-files.ts';
import { parseTar } from '../tar.ts';
import { checkBytes } from './check-bytes.ts';
import { corruptGzip, corruptMember } from './errors.ts';
import { batchesOf } from './find-cifar.ts';

/**
 * The batches in an archive by name, sizes and checksums verified; nothing else in it is looked at.
 *
 * @param bytes the whole archive
 * @param path where it is or came from, for errors
 * @throws SWEEPSTAKE_DATASETS_GZIP, _TAR, _CORRUPT
 */
export function unpackCifar(
  bytes: Uint8Array,
  path: string,
  files: CifarFiles,
): Map<string, Uint8Array> {
  let archive: Uint8Array;
  try {
    archive = gunzipSync(bytes);
  } catch (error) {
    throw corruptGzip(path, error);
  }
  const members = parseTar(archive, path);
  const batches = new Map<string, Uint8Array>();
  for (const file of batchesOf(files)) {
    const name = `${files.folder}/${file.name}`;
    const member = members.get(name);
    if (member === undefined) throw corruptMember(path, name, 'it is not in the archive');
    const problem = checkBytes(member, file);
    if (problem !== null) throw corruptMember(path, name, problem);
    batches.set(file.name, member);
  }
  return batches;
}
