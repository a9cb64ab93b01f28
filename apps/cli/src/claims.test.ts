import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trialsCsvLines } from '@sweepstake/aggregate';
import type { RunResult } from '@sweepstake/aggregate';
import { expect, test } from 'vitest';
import { command, testFolder } from './testing/command.ts';

/** Dense networks that stop at 10,000, and tickets of 21.1% that stop at these iterations, a trial each. */
function published(stops: readonly number[]): string {
  const folder = testFolder();
  const runs = stops.flatMap((stop, trial) =>
    [
      { round: 0, percentRemaining: 100, stop: 10_000 },
      { round: 7, percentRemaining: 21.0714, stop },
    ].map(({ round, percentRemaining, stop: iteration }): RunResult => ({
      experiment: 'figure-4',
      preset: 'paper',
      dataset: 'mnist',
      backend: 'engine',
      numerics: 'engine-1',
      network: 'lenet-300-100',
      variant: 'ticket',
      setting: '',
      round,
      percentRemaining,
      trial,
      replicate: 0,
      stage: `${trial}${round}`.padEnd(20, '0'),
      diverged: false,
      earlyStop: { iteration, censored: false },
      values: [
        { metric: 'early_stop_iteration', at: 'early_stop', iteration, value: iteration },
        { metric: 'test_accuracy', at: 'end', iteration: 50_000, value: 0.98 },
      ],
    })),
  );
  mkdirSync(join(folder, 'results', 'figure-4'), { recursive: true });
  writeFileSync(
    join(folder, 'results', 'figure-4', 'trials.csv'),
    [...trialsCsvLines(runs)].join(''),
  );
  return folder;
}

const claims = (folder: string, ...args: string[]) => command(folder, ['claims', ...args]);

test('published trials are judged, and what is missing is priced', async () => {
  const folder = published([6000, 6200, 6400, 6200, 6200]);
  const { status, stdout, stderr } = await claims(folder, 'L1', 'L10');
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('L1   reproduced  paper: x0.62 (38% earlier)');
  expect(stdout).toContain('measured: x0.62 [0.60, 0.64], 5 (paper)');
  expect(stdout).toMatch(/L10 {2}not run[\s\S]*sweepstake judge L10 \([\d.]+ core-hours\)/);
  expect(stdout).toContain('2 claims: 1 reproduced, 1 not run.');

  const judged = await claims(folder, '--judged', '--markdown');
  expect(judged.stdout).toMatch(/^\| {2}\| claim \|.*\n\| --- .*\n\| L1 \|.*\| reproduced \|/);

  const json = JSON.parse((await claims(folder, 'L1', '--json')).stdout) as object[];
  expect(json).toMatchObject([
    { id: 'L1', verdict: 'reproduced', trials: 5, preset: 'paper', coreSeconds: null },
  ]);
  expect((json[0] as { mean: number }).mean).toBeCloseTo(0.62, 12);
  expect((await claims(folder, 'L1', '--csv')).stdout).toMatch(/^id,claim,.*\nL1,/);
});

test('the cheapest comes first, without rounds that are there', async () => {
  const folder = published([6000, 6200, 6400, 6200, 6200]);
  const { stdout } = await claims(folder, '--missing', '--json', 'L2', 'L10', 'L1');
  const left = JSON.parse(stdout) as {
    id: string;
    coreSeconds: number;
    runs: { variant: string; rounds: number[] }[];
  }[];
  expect(left.map(({ id }) => id)).toEqual(['L2', 'L10']);
  expect(left[0]!.coreSeconds).toBeLessThan(left[1]!.coreSeconds);
  expect(left[0]!.runs).toMatchObject([{ variant: 'ticket', rounds: [3] }]);
  expect(left[1]!.runs).toMatchObject([{ variant: 'reinit', rounds: [7] }]);
  const text = await claims(folder, '--missing', 'L2', '--preset', 'paper');
  expect(text.stdout).toMatch(/^L2: [\d.]+ core-hours {2}sweepstake judge L2\n/);
  expect(text.stdout).toContain('    lenet-300-100, ticket: round 3 of 5 trials\n');
});

test('signs that go the other way are not reproduced, and two trials judge nothing', async () => {
  const other = await claims(published([12_000, 12_500, 13_000]), 'L1');
  expect(other.stdout).toContain('L1  not reproduced');
  const few = await claims(published([6000, 6200]), 'L1');
  expect(few.stdout).toContain('2 trials, at least 3 are needed');
});

test('judge trains nothing for a claim that is decided, and says what it is', async () => {
  const folder = published([6000, 6200, 6400, 6200, 6200]);
  const { status, stdout, stderr } = await command(folder, ['judge', 'L1']);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('everything that preset paper has for L1 is finished');
  expect(stdout).toContain('L1  reproduced');
  const json = JSON.parse((await command(folder, ['judge', 'L1', '--json'])).stdout) as object;
  expect(json).toMatchObject({ claims: [{ id: 'L1', verdict: 'reproduced' }], runs: [] });
});

test.each([
  [['judge', 'L99'], /no claim "L99"/],
  [['judge'], /missing required argument/],
  [['judge', 'L1', '--preset', 'smoke'], /--preset is "smoke"; give paper or reduced/],
  [['judge', 'L1', '--results', 'nowhere'], /nowhere/],
  [['judge', 'L2', '--workers', '0'], /--workers/],
])('%j is refused before anything is written', async (args, message) => {
  const folder = published([6000, 6200, 6400, 6200, 6200]);
  const { status, stderr } = await command(folder, args);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(message);
  expect(readdirSync(folder)).toEqual(['results']);
});

test('the folder of one experiment is told from that around it, and a missing one is mentioned', async () => {
  const folder = published([6000, 6200, 6400]);
  const one = await claims(folder, 'L1', '--results', 'results/figure-4');
  expect(one.status).toBe(2);
  expect(one.stderr).toContain('it is that of one experiment; name the folder around it');
  // As an experiment of one's own, whose name nothing here knows.
  renameSync(join(folder, 'results', 'figure-4'), join(folder, 'results', 'mine'));
  const own = await claims(folder, 'L1', '--results', 'results');
  expect(own.status, own.stderr).toBe(0);
  expect(own.stdout).toContain('L1  not run');
  const none = await claims(testFolder(), 'L1');
  expect(none.status).toBe(0);
  expect(none.stderr).toContain('no folder results here');
});

test.each([
  [['L99'], /L99/],
  [['--preset', 'smoke'], /--preset is "smoke"; give paper or reduced/],
  [['L1', '--csv', '--json'], /--csv/],
  [['L1', '--results', '.'], /\. holds no published results: no folder of an experiment/],
])('%j is refused', async (args, message) => {
  const { status, stderr } = await claims(testFolder(), ...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});
