import { compareValues } from './aggregate-runs.ts';
import { conflict } from './errors.ts';
import { compareRuns, groupName, inOrder } from './group-runs.ts';
import { roundPercent } from './numbers.ts';
import type { RunResult, RunValue } from './run-result.ts';

/** A published run in whose place another stage of the same name was found on disk. */
export type ReplacedRun = { readonly run: RunResult; readonly stage: string };

/** The union of runs on disk and published ones. */
export type MergedRuns = {
  /** In canonical order. */
  readonly runs: readonly RunResult[];
  /** The published runs that are not among them. */
  readonly replaced: readonly ReplacedRun[];
};

/**
 * Unites runs on disk with published ones (`readTrialsCsv`) by name: experiment, preset, data set, backend, network,
 * variant, setting, round, trial and replicate. What only one side has is kept. Where both have the same stage, their
 * values are united; where the stages differ, the run on disk is taken and the published one reported.
 *
 * Throws SWEEPSTAKE_AGGREGATE_CONFLICT where one stage has two values of one number, which are compared bit for bit,
 * and SWEEPSTAKE_AGGREGATE_DUPLICATE_RUN where one side has a name twice.
 */
export function mergeRuns(onDisk: Iterable<RunResult>, published: Iterable<RunResult>): MergedRuns {
  const replaced: ReplacedRun[] = [];
  const [ours, theirs] = [[...onDisk].sort(compareRuns), [...published].sort(compareRuns)];
  const runs = [...mergeInOrder(ours, theirs, (run) => replaced.push(run))];
  return { runs, replaced };
}

/**
 * The same for runs that come in canonical order, which are read one at a time; `replaced` is told of each published
 * run that is not among them.
 *
 * Throws as `mergeRuns` does, and SWEEPSTAKE_AGGREGATE_NOT_IN_ORDER.
 */
export function* mergeInOrder(
  onDisk: Iterable<RunResult>,
  published: Iterable<RunResult>,
  replaced: (run: ReplacedRun) => void,
): Generator<RunResult> {
  const others = inOrder(published);
  let other = others.next();
  for (const run of inOrder(onDisk)) {
    while (!other.done && compareRuns(other.value, run) < 0) {
      yield other.value;
      other = others.next();
    }
    if (other.done || compareRuns(other.value, run) > 0) {
      yield run;
      continue;
    }
    if (other.value.stage === run.stage) yield unite(run, other.value);
    else {
      replaced({ run: other.value, stage: run.stage });
      yield run;
    }
    other = others.next();
  }
  while (!other.done) {
    yield other.value;
    other = others.next();
  }
}

const keyOf = ({ at, metric, iteration }: RunValue): string =>
  at === 'iteration' ? `${metric} at iteration ${iteration}` : `${metric} at ${at}`;

/** The run on disk with what only the published one says; it is the same object where that is nothing. */
function unite(run: RunResult, published: RunResult): RunResult {
  const check = (what: string, ours: string | number, theirs: string | number): void => {
    if (!Object.is(ours, theirs))
      throw conflict(run.stage, `${groupName(run)}, trial ${run.trial}`, what, ours, theirs);
  };
  check('numerics', run.numerics, published.numerics);
  const percents = [run, published].map(({ percentRemaining }) => roundPercent(percentRemaining));
  check('percent_remaining', percents[0] ?? 0, percents[1] ?? 0);
  check('diverged', String(run.diverged), String(published.diverged));
  if (run.earlyStop !== null && published.earlyStop !== null) {
    check('early stop', run.earlyStop.iteration, published.earlyStop.iteration);
    check('censored', String(run.earlyStop.censored), String(published.earlyStop.censored));
  }
  const theirs = new Map(published.values.map((value) => [keyOf(value), value]));
  for (const value of run.values) {
    const key = keyOf(value);
    const twin = theirs.get(key);
    if (twin === undefined) continue;
    check(key, value.value, twin.value);
    check(`iteration of ${key}`, value.iteration, twin.iteration);
    theirs.delete(key);
  }
  if (theirs.size === 0) return run;
  const values = [...run.values, ...theirs.values()].sort(compareValues);
  return { ...run, earlyStop: run.earlyStop ?? published.earlyStop, values };
}
