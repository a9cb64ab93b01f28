import { dirname } from 'node:path';
import type { Dataset, Examples, FolderDefinition } from '@sweepstake/datasets';
import { get, locate, readDatasetFolder } from '@sweepstake/datasets/node';
import type { DatasetReport } from '@sweepstake/datasets/node';
import { columns } from '../columns.ts';
import { counted } from '../duration.ts';
import { COMMAND, say, sayJson, typed } from '../shell.ts';

/** Milliseconds to wait for a first byte where the user asked for a download. */
const PATIENCE = 20_000;

/** `sweepstake data get <name>`: every file here and verified, downloaded where it is not. */
export async function dataGet(name: string): Promise<number> {
  const files = await get(name, { env: process.env, patience: PATIENCE });
  for (const { path, downloaded } of files)
    say(downloaded === null ? `${path}  was here` : `${path}  downloaded from ${downloaded}`);
  say(files.length === 0 ? `${name} needs no files` : `${name} is complete, checksums verified`);
  return 0;
}

/** `sweepstake data verify <name>`: 1 where a file is missing or wrong. */
export async function dataVerify(
  name: string,
  { json }: { readonly json?: boolean },
): Promise<number> {
  const report = await locate(name, { env: process.env });
  if (json === true) sayJson(report);
  else for (const line of verifyLines(report)) say(line);
  return report.complete ? 0 : 1;
}

function verifyLines({ name, complete, files }: DatasetReport): string[] {
  if (files.length === 0) return [`${name} needs no files`];
  const rows = files.map(({ name: file, path, status, problem }) => [
    status,
    path ?? file,
    problem ?? '',
  ]);
  const remedy = files.some(({ status }) => status === 'wrong')
    ? 'delete the wrong files'
    : `set SWEEPSTAKE_DATA to a folder that has ${name}`;
  return [
    ...columns(rows),
    complete
      ? `${name} is complete, sizes and checksums verified`
      : `${name} is not complete; ${remedy}, or run ${COMMAND} data get ${name}`,
  ];
}

/** `sweepstake data check <folder>`: reads a folder of one's own to its end, and says what it holds. */
export function dataCheck(folder: string, { json }: { readonly json?: boolean }): number {
  const { definition, dataset } = readDatasetFolder(folder);
  const { train, test } = dataset;
  const sets = { train: labelCounts(train, dataset), test: labelCounts(test, dataset) };
  if (json === true) sayJson({ ...definition, examplesByClass: sets });
  else for (const line of checkLines(definition, sets)) say(line);
  return 0;
}

/** Examples of each class. */
function labelCounts({ targets }: Examples, { classes }: Dataset): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const target of targets) counts[target]!++;
  return counts;
}

function checkLines(
  { name, title, shape, classes, counts, inputs, scalings, validation, folders }: FolderDefinition,
  sets: Readonly<Record<'train' | 'test', readonly number[]>>,
): string[] {
  const { divisor, offset } = scalings['default']!;
  const range = (set: 'train' | 'test'): string => {
    const least = sets[set].reduce((a, b) => Math.min(a, b));
    const most = sets[set].reduce((a, b) => Math.max(a, b));
    return least === most ? `${least} of each class` : `${least} to ${most} of each class`;
  };
  return [
    `${name}: ${title}, ${shape.join('x')} ${inputs}, ${classes} classes`,
    ...columns([
      ['train', counted(counts.train, 'example'), range('train')],
      ['test', counted(counts.test, 'example'), range('test')],
    ]),
    `inputs are values / ${divisor.join(', ')} - ${offset.join(', ')}`,
    `train on it with --dataset ${typed([folders[0]!])} --set validation=${validation}`,
  ];
}

/** `sweepstake data path <name>`: the folder of its files, or 1 and where they would be put. */
export async function dataPath(name: string): Promise<number> {
  const { files, cache, complete } = await locate(name, { env: process.env });
  const folders = new Set(files.flatMap(({ path }) => (path === null ? [] : [dirname(path)])));
  if (files.length === 0) say(`${name} needs no files`);
  else if (folders.size === 0) say(`${name} is not here; a download would be kept in ${cache}`);
  else for (const folder of folders) say(folder);
  return complete ? 0 : 1;
}
