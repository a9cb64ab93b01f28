import { dirname } from 'node:path';
import { get, locate } from '@sweepstake/datasets/node';
import type { DatasetReport } from '@sweepstake/datasets/node';
import { columns } from '../columns.ts';
import { COMMAND, say, sayJson } from '../shell.ts';

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

/** `sweepstake data path <name>`: the folder of its files, or 1 and where they would be put. */
export async function dataPath(name: string): Promise<number> {
  const { files, cache, complete } = await locate(name, { env: process.env });
  const folders = new Set(files.flatMap(({ path }) => (path === null ? [] : [dirname(path)])));
  if (files.length === 0) say(`${name} needs no files`);
  else if (folders.size === 0) say(`${name} is not here; a download would be kept in ${cache}`);
  else for (const folder of folders) say(folder);
  return complete ? 0 : 1;
}
