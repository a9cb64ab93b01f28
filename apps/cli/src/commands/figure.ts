import { remark, say } from '../shell.ts';
import { FIGURES, writeFigure } from '../write-figure.ts';
import { readChosen } from './aggregate.ts';
import type { ChooseFlags } from './aggregate.ts';

/** Flags of `sweepstake figure`. */
export interface FigureFlags extends ChooseFlags {
  readonly figures?: string;
}

/** `sweepstake figure`: draws what is finished. */
export async function figure(experiment: string, flags: FigureFlags): Promise<number> {
  const { results, folder } = readChosen(experiment, flags);
  const { finished, plan } = results;
  const { files, missing } = await writeFigure(results, flags.figures ?? FIGURES);
  say(`from ${folder}: ${finished} of ${plan.runs.length} trainings`);
  for (const file of files) say(file);
  for (const title of missing) remark(`left out, nothing finished yet: panel '${title}'`);
  return 0;
}
