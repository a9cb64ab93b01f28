import { expect, test } from 'vitest';
import { aggregateRuns } from './aggregate-runs.ts';
import { smallStudy, syntheticRun } from './runs.fixture.ts';
import { parseSummaryCsv, summaryCsv } from './summary-csv.ts';
import { summaryJson } from './summary-json.ts';

test('the summary of one run is this CSV', () => {
  expect(summaryCsv(aggregateRuns([syntheticRun({ setting: 'lr=0.1;name=a,b' })]))).toBe(
    `experiment,preset,dataset,backend,numerics,network,variant,setting,round,percent_remaining,iteration,metric,at,mean,min,max,trials,runs,censored
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,"lr=0.1;name=a,b",0,100.0000,,early_stop_iteration,early_stop,300,300,300,1,1,0
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,"lr=0.1;name=a,b",0,100.0000,,test_accuracy,early_stop,0.97,0.97,0.97,1,1,0
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,"lr=0.1;name=a,b",0,100.0000,400,test_accuracy,end,0.96,0.96,0.96,1,1,0
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,"lr=0.1;name=a,b",0,100.0000,0,test_accuracy,iteration,0.125,0.125,0.125,1,1,0
figure-3,smoke,strokes,engine,n1,lenet-300-100,ticket,"lr=0.1;name=a,b",0,100.0000,400,test_accuracy,iteration,0.96,0.96,0.96,1,1,0
`,
  );
});

test('parsing the CSV gives the rows back, quotes and odd numbers included', () => {
  const odd = [1 / 3, 2 / 3, 1e-9].map((end, trial) =>
    syntheticRun({ trial, end, percentRemaining: 100 / 3, setting: 'note="x, y"\nz' }),
  );
  const rows = aggregateRuns([...smallStudy(), ...odd]);
  expect(parseSummaryCsv(summaryCsv(rows))).toEqual(rows);
  expect(parseSummaryCsv(summaryCsv(rows.slice(0, 9)).replaceAll('\n', '\r\n'))).toEqual(
    rows.slice(0, 9),
  );
});

test('a damaged summary is refused with the line and the reason', () => {
  const text = summaryCsv(aggregateRuns([syntheticRun()]));
  expect(() => parseSummaryCsv('')).toThrow('line 1: the file is empty');
  expect(() => parseSummaryCsv('a,b\n')).toThrow('line 1: the columns must be experiment,');
  expect(() => parseSummaryCsv(text.replace('300,300,300', '300,x,300'))).toThrow(
    'line 2: min is "x", not a number',
  );
  expect(() => parseSummaryCsv(text.replace(',early_stop,', ',late,'))).toThrow('at is "late"');
  expect(() => parseSummaryCsv(text.slice(0, -20))).toThrow('line 6');
  expect(() => parseSummaryCsv(`${text}"open`)).toThrow('line 7: a quote is not closed');
});

test('the JSON form holds the same rows, null where the CSV is empty', () => {
  const rows = aggregateRuns(smallStudy());
  expect(JSON.parse(summaryJson(rows))).toEqual(rows);
  expect(summaryJson([])).toBe('[]\n');
});
