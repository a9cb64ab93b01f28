import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubmittedArray } from '@sweepstake/cluster';
import { badSubmitted } from '../errors.ts';
import { writeFile } from '../write-file.ts';

/** Job arrays that were submitted for a run folder. */
export interface Submitted extends SubmittedArray {
  /** Of the job, as squeue shows it. */
  readonly name: string;
  /** Of all arrays that were submitted together. */
  readonly shards: number;
}

interface SubmittedFile {
  readonly format: number;
  readonly arrays: readonly Submitted[];
}

const FORMAT = 1;

/** Scripts, logs and what was submitted lie in this folder of a run folder. */
export const slurmFolder = (folder: string): string => join(folder, 'slurm');

const fileOf = (folder: string): string => join(slurmFolder(folder), 'submitted.json');

/** What was submitted for a run folder, oldest first; none where nothing was. Throws for a file that is damaged. */
export function readSubmitted(folder: string): readonly Submitted[] {
  const file = fileOf(folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw badSubmitted(file, message);
  }
  try {
    const { format, arrays } = JSON.parse(text) as SubmittedFile;
    if (format !== FORMAT) throw new Error(`format ${format}, this version reads ${FORMAT}`);
    return arrays;
  } catch (error) {
    throw badSubmitted(file, (error as Error).message);
  }
}

/** Notes one more array. */
export function addSubmitted(folder: string, array: Submitted): void {
  const file: SubmittedFile = { format: FORMAT, arrays: [...readSubmitted(folder), array] };
  writeFile(fileOf(folder), `${JSON.stringify(file, null, 2)}\n`);
}
