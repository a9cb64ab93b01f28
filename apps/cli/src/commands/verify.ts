import { runFolders, RUNS } from '../choose-run.ts';
import { counted } from '../duration.ts';
import { EXIT } from '../exit-status.ts';
import { COMMAND, say, sayJson } from '../shell.ts';
import { verifyFolder } from '../verify-folder.ts';
import type { Verified } from '../verify-folder.ts';

/** Flags of `sweepstake verify`. */
export interface VerifyFlags {
  readonly runs?: string;
  readonly delete?: boolean;
  readonly json?: boolean;
}

/** `sweepstake verify`: reads every file of run folders again; 1 where something is damaged and still there. */
export function verify(flags: VerifyFlags): number {
  const found = runFolders(flags.runs).map((folder) => verifyFolder(folder, flags.delete === true));
  if (flags.json === true) sayJson(found);
  else if (found.length === 0) say(`${RUNS} holds no run folder`);
  else for (const one of found) for (const line of linesOf(one)) say(line);
  const left = found.some(({ damaged }) => damaged.some(({ remedied }) => !remedied));
  return left ? EXIT.failed : EXIT.done;
}

function linesOf({ folder, stages, checkpoints, damaged }: Verified): string[] {
  const read = `${counted(stages, 'stage')}, ${counted(checkpoints, 'checkpoint')}`;
  if (damaged.length === 0) return [`${folder}: all is well: ${read}, plan and journals`];
  const aside = damaged.some(({ remedied }) => remedied);
  const left = damaged.some(({ remedied }) => !remedied);
  return [
    `${folder}: ${damaged.length} damaged, of ${read}, plan and journals`,
    ...damaged.map(
      ({ file, why, remedied }) => `  ${file}: ${why}${remedied ? '; it was put aside' : ''}`,
    ),
    ...(aside ? ['  the same run makes again what was put aside'] : []),
    ...(left ? [`  ${COMMAND} verify --runs ${folder} --delete puts stages and states aside`] : []),
  ];
}
