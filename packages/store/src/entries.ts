import { readdirSync } from 'node:fs';
import { codeOf } from './durable.ts';

/** True for the error of a path that does not exist. */
export const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');

/** Names in a folder, sorted; none where the folder does not exist. */
export function entries(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
