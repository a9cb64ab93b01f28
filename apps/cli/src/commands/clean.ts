import { openStore } from '@sweepstake/store';
import type { Cleaned } from '@sweepstake/store';
import { runFolders, RUNS } from '../choose-run.ts';
import { counted } from '../duration.ts';
import { secondsOf } from '../seconds-of.ts';
import { say, sayJson } from '../shell.ts';

/** Flags of `sweepstake clean`. */
export interface CleanFlags {
  readonly runs?: string;
  readonly staleAfter?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Where in a run folder each kind of remains lies. */
const PLACES: Readonly<Record<keyof Cleaned, string>> = {
  temporaries: 'tmp',
  claims: 'claims',
  owners: 'owners',
  checkpoints: 'checkpoints',
  damaged: 'damaged',
};

/** `sweepstake clean`: removes what dead processes left, and what is of no use any more. */
export function clean({ runs, dryRun = false, json, ...flags }: CleanFlags): number {
  const staleAfter = secondsOf('--stale-after', flags.staleAfter);
  const options = { dryRun, ...(staleAfter !== undefined && { staleAfter }) };
  const found = runFolders(runs).map((folder) => {
    return { folder, ...openStore(folder, { create: false }).clean(options) };
  });
  if (json === true) sayJson({ dryRun, folders: found });
  else if (found.length === 0) say(`${RUNS} holds no run folder`);
  else for (const one of found) for (const line of linesOf(one, dryRun)) say(line);
  return 0;
}

function linesOf({ folder, ...cleaned }: Cleaned & { folder: string }, dryRun: boolean): string[] {
  const names = (Object.keys(PLACES) as (keyof Cleaned)[]).flatMap((kind) =>
    cleaned[kind].map((name) => `${PLACES[kind]}/${name}`),
  );
  if (names.length === 0) return [`${folder}: nothing to remove`];
  return [
    `${folder}: ${dryRun ? 'would remove' : 'removed'} ${counted(names.length, 'file')}`,
    ...names.map((name) => `  ${name}`),
  ];
}
