import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trialsCsvLines } from '@sweepstake/aggregate';
import type { RunResult } from '@sweepstake/aggregate';
import { configOf, expand } from '@sweepstake/experiments';
import { expect, test } from 'vitest';
import { publishedElsewhere, publishedNumerics, publishedPresets } from './published-stages.ts';
import { testFolder } from './testing/command.ts';

const plan = expand(configOf('figure-11', 'smoke'), 'engine-1');

/** A run of figure 11 as figure 3 publishes it, under other labels. */
const published = (index: number, values: RunResult['values']): RunResult => {
  const { arm: _arm, ...label } = plan.runs[index]!;
  return {
    ...label,
    experiment: 'figure-3',
    preset: 'other',
    backend: 'engine',
    numerics: 'engine-1',
    percentRemaining: 50,
    diverged: false,
    earlyStop: { iteration: 20, censored: false },
    values,
  };
};

const accuracy = (value: number): RunResult['values'] => [
  { metric: 'test_accuracy', at: 'end', iteration: 40, value },
];

test('a training that another experiment published counts under the labels of this one', () => {
  const root = testFolder();
  const runs = [published(0, accuracy(0.5)), published(3, accuracy(0.25))];
  mkdirSync(join(root, 'figure-3'));
  writeFileSync(join(root, 'figure-3', 'trials.csv'), [...trialsCsvLines(runs)].join(''));
  const found = publishedElsewhere(root, plan, { runs: [], distributions: [] });
  expect(found.map(({ stage }) => stage)).toEqual([plan.runs[0]!.stage, plan.runs[3]!.stage]);
  expect(found[0]).toMatchObject({ experiment: 'figure-11', preset: 'smoke', variant: 'ticket' });
  expect(publishedNumerics(root, 'engine')).toEqual(['engine-1']);
  expect(publishedNumerics(root, 'reference')).toEqual([]);
  const own = { runs: [found[0]!], distributions: [] };
  expect(publishedElsewhere(root, plan, own)).toHaveLength(1);
  expect(publishedElsewhere(join(root, 'none'), plan, own)).toEqual([]);
});

test('a preset counts as published where others have its trainings, and is drawn where every arm has one', () => {
  const root = testFolder();
  const none = { runs: [] };
  expect(publishedPresets(root, 'figure-4', none)).toEqual([]);
  const [dense] = expand(configOf('figure-4', 'smoke'), 'engine-1').runs;
  const run = { ...published(0, accuracy(0.5)), stage: dense!.stage };
  mkdirSync(join(root, 'figure-3'));
  writeFileSync(join(root, 'figure-3', 'trials.csv'), [...trialsCsvLines([run])].join(''));
  const smoke = { preset: 'smoke', numerics: 'engine-1' };
  expect(publishedPresets(root, 'figure-4', none)).toEqual([{ ...smoke, isDrawable: true }]);
  // Figure 1 has three Conv networks beside LeNet, of which nothing is there.
  expect(publishedPresets(root, 'figure-1', none)).toEqual([{ ...smoke, isDrawable: false }]);
  // Figure 15 has the training, and none of the densities that it shows.
  expect(publishedPresets(root, 'figure-15', none)).toEqual([{ ...smoke, isDrawable: false }]);
  expect(publishedPresets(root, 'figure-8', none)).toEqual([]);
});
