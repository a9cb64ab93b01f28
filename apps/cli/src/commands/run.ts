import { ALL } from '../all-figures.ts';
import { defaultFolder } from '../choose-run.ts';
import { dataLoader } from '../data-loader.ts';
import { flagsOf } from '../describe-run.ts';
import { counted } from '../duration.ts';
import { printTable } from '../print-table.ts';
import { runExperiment } from '../run-experiment.ts';
import type { EndedRun, TrainFlags } from '../run-experiment.ts';
import { doneLine, jsonReport, problemLines } from '../run-report.ts';
import { COMMAND, remark, say, sayJson } from '../shell.ts';
import { runAll } from './run-all.ts';

/** Flags of `sweepstake run`. */
export interface RunFlags extends TrainFlags {
  readonly json?: boolean;
}

/** `sweepstake run`; its exit statuses are those of `EXIT`. */
export async function run(
  experiment: string | undefined,
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  const tell = flags.json === true ? remark : say;
  const session = { signal, tell, data: dataLoader(tell) };
  if (experiment === ALL) return runAll(flags, session);
  const ended = await runExperiment(experiment, flags, session);
  if (flags.json === true) sayJson(jsonReport(ended));
  else report(ended);
  return ended.status;
}

function report(ended: EndedRun): void {
  const { results, outcome, tables } = ended;
  say(doneLine(outcome));
  if (tables === null) {
    for (const line of problemLines(outcome)) say(line);
    const { finished, planned, plan } = results;
    say(
      `${finished} of ${counted(planned, 'training')} of all shards are finished; ` +
        `the tables come with the last, or with ${COMMAND} aggregate ${plan.config.experiment}`,
    );
    return;
  }
  if (results.finished > 0) printTable(results);
  for (const line of problemLines(outcome)) say(line);
  say(`tables: ${tables.folder} (${tables.files.join(', ')})`);
  if (tables.stride !== null)
    say(
      `of curves, the files hold those of the figure's rounds, every ${tables.stride} iterations; ` +
        `${COMMAND} aggregate --full writes all values`,
    );
  if (!outcome.stopped) say(`next: ${next(ended)}`);
}

function next({ plan: { config }, outcome, folder }: EndedRun): string {
  const where = folder === defaultFolder(config) ? '' : ` --runs ${folder}`;
  if (outcome.failed.length > 0)
    return `${COMMAND} status${where || ` --runs ${folder}`} says what failed`;
  return `${COMMAND} figure ${config.experiment} ${flagsOf(config)}${where} draws the figure`;
}
