import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aggregateRuns, compareValues } from './aggregate-runs.ts';
import { divergedRuns } from './diverged-runs.ts';
import { compareRuns } from './group-runs.ts';
import { randomRuns } from './random-runs.fixture.ts';
import { readTrialsCsv } from './read-trials-csv.ts';
import type { RunResult } from './run-result.ts';
import { smallStudy, syntheticRun } from './runs.fixture.ts';
import { summaryCsv } from './summary-csv.ts';
import { thinned, trialsCsvLines } from './trials-csv.ts';

const write = (runs: readonly RunResult[]): string => [...trialsCsvLines(runs)].join('');
const read = (text: string): RunResult[] => readTrialsCsv(text, 'trials.csv');

const canonical = (runs: readonly RunResult[]): RunResult[] =>
  runs.map((run) => ({ ...run, values: run.values.toSorted(compareValues) })).toSorted(compareRuns);

test('what was written is read back: every run, value and bit', () => {
  for (let seed = 0; seed < 20; seed++) {
    const runs = randomRuns(seed, 30);
    expect(read(write(runs)), `seed ${seed}`).toEqual(canonical(runs));
  }
});

test('rows may come in any order, and with the line ends of another system', () => {
  const text = write(smallStudy());
  const [header, ...rows] = text.trimEnd().split('\n');
  const turned = [header, ...rows.toReversed()].join('\r\n').concat('\r\n');
  expect(read(turned)).toEqual(canonical(smallStudy()));
});

test('the published trials of Figure 3 are read, are written again byte for byte, and give its summary', () => {
  const folder = new URL('../../../results/figure-3/', import.meta.url);
  const text = readFileSync(new URL('trials.csv', folder), 'utf8');
  const runs = readTrialsCsv(text, 'results/figure-3/trials.csv');
  expect(write(runs)).toBe(text);
  expect(summaryCsv(aggregateRuns(runs))).toBe(
    readFileSync(new URL('summary.csv', folder), 'utf8'),
  );
});

test('an early stop at the last iteration is read as censored, in a thinned file too', () => {
  const runs = [200, 400].map((stop, trial) => syntheticRun({ trial, stop }));
  const thin = [...trialsCsvLines(runs, thinned({ rounds: [], stride: 1 }))].join('');
  expect(read(thin).map(({ earlyStop }) => earlyStop)).toEqual([
    { iteration: 200, censored: false },
    { iteration: 400, censored: true },
  ]);
});

test('a diverged run is one row, and is named from the file as it is from the run', () => {
  const at = { metric: 'diverged', at: 'end', iteration: 37, value: 37 } as const;
  const lost = syntheticRun({ trial: 1, stage: 's1', diverged: true });
  const wild = { ...lost, values: [...lost.values.filter((value) => value.at !== 'end'), at] };
  const text = write([wild, syntheticRun()]);
  expect(text.split('\n').filter((line) => line.endsWith(',s1'))).toEqual([
    'figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,,0,100.0000,37,diverged,end,1,0,37,s1',
  ]);
  const runs = read(text);
  expect(divergedRuns(runs)).toEqual(divergedRuns([wild]));
  expect(aggregateRuns(runs)).toEqual(aggregateRuns([syntheticRun()]));
  expect(write(runs)).toBe(text);
  expect(() => write([lost])).toThrow('no value says at which iteration');
});

test('a damaged file is refused with its name, the line and the reason', () => {
  const text = write([syntheticRun()]);
  const lines = text.trimEnd().split('\n');
  const damaged = (change: (lines: string[]) => string[]): (() => unknown) => {
    return () =>
      read(
        change([...lines])
          .join('\n')
          .concat('\n'),
      );
  };
  const replaced = (line: number, from: string, to: string): (() => unknown) =>
    damaged((all) => all.with(line - 1, all[line - 1]!.replace(from, to)));
  expect(() => read('')).toThrow('trials.csv, line 1: the file is empty');
  expect(replaced(1, 'stage', 'id')).toThrow('line 1: the columns must be experiment,');
  expect(replaced(3, '0.97', '0x1')).toThrow('line 3: value is "0x1", not a number');
  expect(replaced(3, '0.97', '')).toThrow('line 3: value is "", not a number');
  expect(replaced(4, ',400,', ',4e2,')).toThrow('line 4: iteration is "4e2", not a whole number');
  expect(replaced(2, ',300,', ',300.5,')).toThrow('line 2: value is "300.5", not a whole number');
  expect(replaced(3, '100.0000,', '100.0000,300')).toThrow('a row at early stop has none');
  expect(replaced(4, ',end,', ',last,')).toThrow('line 4: at is "last"');
  expect(replaced(5, ',s0', ',s9')).toThrow('line 5: stage of the run is "s0" on line 2');
  expect(replaced(5, ',n1,', ',n2,')).toThrow('line 5: numerics of the run is "n1" on line 2');
  expect(damaged((all) => [...all, all[2]!])).toThrow('line 7: line 3 has this value already');
  expect(damaged((all) => all.toSpliced(1, 1))).toThrow('line 2: the run has no row early_stop');
  expect(damaged((all) => [...all, all[3]!.replace('400', '500')])).toThrow(
    'line 7: the run ends at iteration 400 on line 4',
  );
  expect(damaged((all) => [...all, all[3]!.replace('test_accuracy', 'diverged')])).toThrow(
    'line 2: a diverged run has one row',
  );
  expect(() => read(text.slice(0, -1))).toThrow('line 6: the line does not end');
  expect(() => read(text.replaceAll(',s0', ','))).toThrow('line 2: the run has no stage');
  expect(() => read('x')).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_AGGREGATE_BAD_TRIALS' }),
  );
});
