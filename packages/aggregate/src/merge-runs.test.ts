import { expect, test } from 'vitest';
import { aggregateRuns, compareValues } from './aggregate-runs.ts';
import { compareRuns } from './group-runs.ts';
import { mergeInOrder, mergeRuns } from './merge-runs.ts';
import { numbersBelow, randomRuns } from './random-runs.fixture.ts';
import { readTrialsCsv } from './read-trials-csv.ts';
import type { RunResult } from './run-result.ts';
import { smallStudy, syntheticRun } from './runs.fixture.ts';
import { trialsCsvLines } from './trials-csv.ts';

const canonical = (runs: readonly RunResult[]): RunResult[] =>
  runs.map((run) => ({ ...run, values: run.values.toSorted(compareValues) })).toSorted(compareRuns);

const merge = (a: readonly RunResult[], b: readonly RunResult[]): readonly RunResult[] => {
  const { runs, replaced } = mergeRuns(a, b);
  expect(replaced).toEqual([]);
  return runs;
};

test('merging is idempotent, has the empty set as its unit, and disjoint sets merge in any order', () => {
  for (let seed = 0; seed < 20; seed++) {
    const runs = canonical(randomRuns(seed, 40));
    const below = numbersBelow(seed);
    const parts: RunResult[][] = [[], [], []];
    for (const run of runs) parts[below(3)]!.push(run);
    const [a, b, c] = parts as [RunResult[], RunResult[], RunResult[]];
    expect(merge(runs, runs), `seed ${seed}`).toEqual(runs);
    expect(merge(runs, [])).toEqual(runs);
    expect(merge([], runs)).toEqual(runs);
    expect(merge(merge(a, b), c)).toEqual(runs);
    expect(merge(a, merge(b, c))).toEqual(runs);
    expect(merge(c, merge(b, a))).toEqual(runs);
  }
});

test('values of one stage are united wherever they are', () => {
  for (let seed = 0; seed < 20; seed++) {
    const below = numbersBelow(seed);
    const runs = canonical(randomRuns(seed, 10)).filter((run) => !run.diverged);
    const half = (side: number, run: RunResult): RunResult => ({
      ...run,
      values: run.values.filter((_, i) => i % 3 === 2 || i % 3 === side),
    });
    const flip = runs.map(() => below(2));
    const a = runs.map((run, i) => half(flip[i]!, run));
    const b = runs.map((run, i) => half(1 - flip[i]!, run));
    expect(merge(a, b), `seed ${seed}`).toEqual(runs);
    expect(merge(b, a)).toEqual(runs);
  }
});

test('a file that is merged with what was read from it, and written again, is the same', () => {
  const text = [...trialsCsvLines(randomRuns(1, 40))].join('');
  const runs = readTrialsCsv(text, 'trials.csv');
  expect([...trialsCsvLines(merge(runs.slice(0, 7), runs))].join('')).toBe(text);
});

test('percent remaining with all its digits meets the four of the file', () => {
  const run = syntheticRun({ percentRemaining: 100 / 3 });
  const published = readTrialsCsv([...trialsCsvLines([run])].join(''), 'trials.csv');
  expect(merge([run], published)).toEqual([run]);
});

test('another stage of the same name gives way to the run on disk, and is reported', () => {
  const [one, two] = [syntheticRun({ stage: 'new' }), syntheticRun({ trial: 1, stage: 'kept' })];
  const old = syntheticRun({ stage: 'old', numerics: 'n0', end: 0.5 });
  expect(mergeRuns([one], [two, old])).toEqual({
    runs: [one, two],
    replaced: [{ run: old, stage: 'new' }],
  });
});

test('two values of one number of one stage are refused with both of them', () => {
  const published = [syntheticRun({ end: 0.96 })];
  expect(() => mergeRuns([syntheticRun({ end: 0.9600000000000001 })], published)).toThrow(
    /stage s0 \(figure-3.*round 0, trial 0\): test_accuracy at end is 0\.9600000000000001 on disk and 0\.96 in/,
  );
  expect(() => mergeRuns([syntheticRun({ stop: 200 })], published)).toThrow(
    expect.objectContaining({ code: 'SWEEPSTAKE_AGGREGATE_CONFLICT' }),
  );
  expect(() => mergeRuns([syntheticRun({ diverged: true })], published)).toThrow(
    'diverged is true on disk and false',
  );
  expect(() => mergeRuns([syntheticRun({ numerics: 'n2' })], published)).toThrow('numerics is n2');
});

test('one mean of two numerics versions is refused after a merge too, and the message says what to do', () => {
  const { runs } = mergeRuns(
    [syntheticRun({ numerics: 'n2' })],
    [syntheticRun({ trial: 1, stage: 's1' })],
  );
  expect(() => aggregateRuns(runs)).toThrow(
    /numerics "n1" and "n2".*run the older ones again, or leave out one version/,
  );
});

test('runs in order are merged one at a time', () => {
  const runs = smallStudy().toSorted(compareRuns);
  let count = 0;
  function* reading(): Generator<RunResult> {
    for (const run of runs) {
      count++;
      yield run;
    }
  }
  const [first] = mergeInOrder(reading(), [], () => {});
  expect(first).toEqual(runs[0]);
  expect(count).toBe(1);
  expect(() => [...mergeInOrder(runs.toReversed(), [], () => {})]).toThrow('comes too late');
  expect(() => mergeRuns([], [syntheticRun(), syntheticRun()])).toThrow('appears twice');
});
