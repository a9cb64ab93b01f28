import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../examples.ts';
import type { FolderDefinition } from '../registry.ts';
import type { Environment } from './environment.ts';
import { folderGone } from './errors.ts';
import { readDatasetFolder } from './read-folder.ts';

/**
 * The examples of a data set of one's own, from the first of its folders, and then of `$SWEEPSTAKE_DATA`, that holds
 * exactly them.
 *
 * @throws SWEEPSTAKE_DATASETS_FOLDER_GONE with what is in each place now
 */
export function loadFolder({ name, folders }: FolderDefinition, { env }: Environment): Dataset {
  const data = env['SWEEPSTAKE_DATA'];
  const last = data ? [join(data, name.split('@')[0]!)] : [];
  const attempts: string[] = [];
  for (const folder of [...folders, ...last]) {
    if (!existsSync(folder)) {
      attempts.push(`${folder} is not there`);
      continue;
    }
    try {
      const { dataset } = readDatasetFolder(folder);
      if (dataset.name === name) return dataset;
      attempts.push(`${folder} holds other data now, ${dataset.name}`);
    } catch (error) {
      attempts.push((error as Error).message);
    }
  }
  throw folderGone(name, attempts);
}
