import { corruptFile } from './errors.ts';
import type { FoundFile } from './find-file.ts';

/** A file that is here now, whole and verified. */
export interface GottenFile extends FoundFile {
  readonly name: string;
  /** The address it was downloaded from just now, or null when it was here before. */
  readonly downloaded: string | null;
}

/** Whether a corrupt file in the cache is downloaded again or is an error; in the folder it is an error. */
export type CorruptCache = 'replace' | 'refuse';

/**
 * Refuses a file that is here and is not the published one, unless a download may replace it.
 *
 * @throws SWEEPSTAKE_DATASETS_CORRUPT
 */
export function refuseCorrupt(
  found: FoundFile | null,
  dataset: string,
  corruptCache: CorruptCache,
): void {
  if (found === null || found.problem === null) return;
  if (found.place === 'folder' || corruptCache === 'refuse') {
    throw corruptFile(found.path, dataset, found.problem);
  }
}
