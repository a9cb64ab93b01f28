import { expect, test } from 'vitest';
import { smallStudy, syntheticRun } from './runs.fixture.ts';
import { thinned, trialRows, trialsCsvLines } from './trials-csv.ts';

test('trials.csv holds each value of each run, unrounded, with its stage', () => {
  const lines = [...trialsCsvLines([syntheticRun({ stop: 123, end: 1 / 3, stage: 'abc' })])];
  expect(lines.join('')).toBe(
    `experiment,preset,dataset,backend,numerics,network,variant,setting,round,percent_remaining,iteration,metric,at,trial,replicate,value,stage
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,,0,100.0000,,early_stop_iteration,early_stop,0,0,123,abc
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,,0,100.0000,,test_accuracy,early_stop,0,0,0.97,abc
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,,0,100.0000,400,test_accuracy,end,0,0,0.3333333333333333,abc
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,,0,100.0000,0,test_accuracy,iteration,0,0,0.125,abc
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,,0,100.0000,400,test_accuracy,iteration,0,0,0.3333333333333333,abc
`,
  );
});

test('thinning keeps early stop and end, and curves of the given rounds at the stride', () => {
  const all = [...trialRows(smallStudy())];
  const some = [...trialRows(smallStudy(), thinned({ rounds: [3], stride: 400 }))];
  expect(all.length).toBe(8 * 5);
  expect(some.length).toBe(8 * 3 + 6 * 2);
  const none = [...trialRows(smallStudy(), thinned({ rounds: [], stride: 1 }))];
  expect(none.every((row) => row.at !== 'iteration')).toBe(true);
  expect(() => thinned({ rounds: [], stride: 0 })).toThrow('stride 0');
});

test('the lines are the same whatever the order of runs', () => {
  expect([...trialsCsvLines(smallStudy().toReversed())]).toEqual([...trialsCsvLines(smallStudy())]);
});
