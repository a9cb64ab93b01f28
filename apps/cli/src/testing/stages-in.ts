import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@sweepstake/store';

/** SHA-256 of the file of every finished stage of a run folder, by id. */
export function stagesIn(root: string): Record<string, string> {
  const hash = (id: string): string =>
    createHash('sha256')
      .update(readFileSync(join(root, 'stages', id.slice(0, 2), `${id}.stage`)))
      .digest('hex');
  return Object.fromEntries(
    openStore(root)
      .list()
      .map((id) => [id, hash(id)]),
  );
}
