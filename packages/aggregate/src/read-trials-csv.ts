import { compareValues } from './aggregate-runs.ts';
import { csvTable } from './csv-table.ts';
import type { CsvRow } from './csv-table.ts';
import { DIVERGED } from './diverged-runs.ts';
import { badTrials } from './errors.ts';
import { compareRuns } from './group-runs.ts';
import { isAt } from './run-result.ts';
import type { RunResult, RunValue } from './run-result.ts';
import { TRIAL_COLUMNS } from './trials-csv.ts';
import type { TrialRow } from './trials-csv.ts';

type Row = CsvRow<keyof TrialRow>;

/** A value before its run is whole: at early stop, its iteration is in another row. */
type Read = Omit<RunValue, 'iteration'> & {
  readonly iteration: number | null;
  readonly line: number;
};

/** What the rows of one run say, as far as they have come; `values` by place, metric and iteration. */
type Reading = { readonly first: Row; readonly values: Map<string, Read> };

type Fail = (line: number, why: string) => Error;

const NAME = [
  'experiment',
  'preset',
  'dataset',
  'backend',
  'network',
  'variant',
  'setting',
  'round',
  'trial',
  'replicate',
] as const satisfies readonly (keyof TrialRow)[];

/** What must be the same in all rows of a run. */
const CONSTANT = ['stage', 'numerics', 'percent_remaining'] as const;

/**
 * Reads the runs back from `trials.csv`, in canonical order: the inverse of `trialsCsvLines`, but for what that leaves
 * out (the curve of a diverged run, digits of percent remaining after the fourth). Rows may come in any order.
 *
 * The file does not say whether an early stop is censored: it is when its iteration is that of the rows at the end,
 * which is when the smallest validation loss was at the last point of the evaluation grid. `file` names the file in
 * messages.
 *
 * Throws SWEEPSTAKE_AGGREGATE_BAD_TRIALS, with file and line, for another header, a number that is none, a row given
 * twice, rows of one run that contradict each other, and a file that was cut off.
 */
export function readTrialsCsv(text: string, file: string): RunResult[] {
  const fail: Fail = (line, why) => badTrials(file, line, why);
  const runs = new Map<string, Reading>();
  const metrics = new Map<string, string>();
  for (const row of csvTable(text, TRIAL_COLUMNS, fail)) {
    const name = NAME.map(row.text).join('\0');
    let run = runs.get(name);
    if (run === undefined) runs.set(name, (run = { first: row, values: new Map() }));
    for (const column of CONSTANT) {
      const [before, here] = [run.first.text(column), row.text(column)];
      if (before !== here)
        throw fail(row.line, `${column} of the run is "${before}" on line ${run.first.line}`);
    }
    const value = readValue(row, metrics, fail);
    const key = `${value.at} ${value.metric} ${value.iteration}`;
    const twin = run.values.get(key);
    if (twin !== undefined) throw fail(row.line, `line ${twin.line} has this value already`);
    run.values.set(key, value);
  }
  return [...runs.values()].map((run) => runOf(run, fail)).sort(compareRuns);
}

/** `metrics` holds one string for each metric, which all values share. */
function readValue(row: Row, metrics: Map<string, string>, fail: Fail): Read {
  const { line, text, number, whole } = row;
  const at = text('at');
  if (!isAt(at)) throw fail(line, `at is "${at}", not iteration, early_stop or end`);
  const iteration = at === 'early_stop' ? null : whole('iteration');
  if (iteration === null && text('iteration') !== '')
    throw fail(line, `iteration is "${text('iteration')}", where a row at early stop has none`);
  let metric = metrics.get(text('metric'));
  if (metric === undefined) metrics.set(text('metric'), (metric = text('metric')));
  if (metric === 'early_stop_iteration') whole('value');
  return { metric, at, iteration, value: number('value'), line };
}

function runOf({ first, values: read }: Reading, fail: Fail): RunResult {
  const { text, number, whole } = first;
  const values = [...read.values()];
  if (text('stage') === '') throw fail(first.line, 'the run has no stage');
  const [end, other] = values.filter(({ at }) => at === 'end');
  for (const value of values)
    if (value.at === 'end' && value.iteration !== end?.iteration)
      throw fail(value.line, `the run ends at iteration ${end?.iteration} on line ${end?.line}`);
  const diverged = values.some(({ at, metric }) => at === 'end' && metric === DIVERGED);
  if (diverged && (values.length > 1 || other !== undefined || end?.value !== end?.iteration))
    throw fail(first.line, 'a diverged run has one row, whose iteration and value are the same');
  const stop = values.find(({ metric }) => metric === 'early_stop_iteration')?.value;
  const placed = values.map(({ metric, at, iteration, value, line }): RunValue => {
    const place = iteration ?? stop;
    if (place === undefined) throw fail(line, 'the run has no row early_stop_iteration');
    return { metric, at, iteration: place, value };
  });
  return {
    experiment: text('experiment'),
    preset: text('preset'),
    dataset: text('dataset'),
    backend: text('backend'),
    numerics: text('numerics'),
    network: text('network'),
    variant: text('variant'),
    setting: text('setting'),
    round: whole('round'),
    percentRemaining: number('percent_remaining'),
    trial: whole('trial'),
    replicate: whole('replicate'),
    stage: text('stage'),
    diverged,
    earlyStop:
      stop === undefined
        ? null
        : { iteration: stop, censored: end !== undefined && end.iteration === stop },
    values: placed.sort(compareValues),
  };
}
