import { ALL, allFigures } from '../all-figures.ts';
import { describeError } from '../describe-error.ts';
import { counted } from '../duration.ts';
import { cannotBoth } from '../errors.ts';
import { EXIT } from '../exit-status.ts';
import { runExperiment } from '../run-experiment.ts';
import type { EndedRun, RunSession } from '../run-experiment.ts';
import { doneLine, jsonReport, problemLines } from '../run-report.ts';
import { remark, sayJson } from '../shell.ts';
import type { RunFlags } from './run.ts';

/** `sweepstake run all`: one figure after the other, each in its own folder; what one needs of another is not trained twice. */
export async function runAll(flags: RunFlags, session: RunSession): Promise<number> {
  for (const flag of ['runs', 'config', 'tables'] as const)
    if (flags[flag] !== undefined) throw cannotBoth(ALL, `--${flag}`);
  const reports: unknown[] = [];
  const failed: string[] = [];
  let status: number = EXIT.done;
  const names = allFigures(flags.preset);
  for (const [index, name] of names.entries()) {
    session.tell(`[${index + 1} of ${names.length}]`);
    try {
      const ended = await runExperiment(name, flags, session);
      for (const line of linesOf(ended)) session.tell(line);
      if (flags.json === true) reports.push(jsonReport(ended));
      if (ended.status === EXIT.requeue) {
        if (flags.json === true) sayJson(reports);
        return ended.status;
      }
      if (ended.status !== EXIT.done) failed.push(name);
      status = Math.max(status, ended.status);
    } catch (error) {
      const described = describeError(error);
      remark(described.text);
      failed.push(name);
      status = Math.max(status, described.status);
    }
  }
  const well = names.length - failed.length;
  const others = failed.length === 0 ? '' : `; not ${failed.join(', ')}`;
  session.tell(`${counted(well, 'figure')} of ${names.length} finished${others}`);
  if (flags.json === true) sayJson(reports);
  return status;
}

const linesOf = ({ outcome, tables }: EndedRun): string[] => [
  doneLine(outcome),
  ...problemLines(outcome),
  ...(tables === null ? [] : [`tables: ${tables.folder}`]),
];
