import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';

const file = (rates: string) => `
name: my-figure
title: Two rates
about: Tickets of one network at two pruning rates.
variants: [reinit]
set: { dataset: strokes, network: mlp-784-32-16-10 }
arms:
  - base: lenet
    label: 'rate {value}'
    vary: { key: rates.hidden, values: [${rates}] }
presets:
  smoke: { set: { iterations: 20, trials: 1, rounds: 2, levels: [2], reinit: { rounds: [2] } } }
  paper: {}
plots:
  - kind: levels
    panels:
      - { title: Accuracy, metric: test_accuracy, at: early_stop, variants: [ticket, reinit] }
`;
const NAMED = ['my-figure', '--preset', 'smoke'];
const RUN = ['run', './my-figure.yaml', '--preset', 'smoke'];

let folder: string;
beforeAll(() => {
  folder = testFolder();
  writeFileSync(join(folder, 'my-figure.yaml'), file('0.2, 0.4'));
});

test('an experiment of one file is planned, trained, and known by its name afterwards', async () => {
  const planned = await command(folder, [
    'plan',
    './my-figure.yaml',
    '--preset',
    'smoke',
    '--write',
  ]);
  expect(planned.status, planned.stderr).toBe(0);
  expect(planned.stdout).toContain('my-figure, preset smoke: mlp-784-32-16-10 with 2 settings on');
  const before = await command(folder, ['status']);
  expect(before.stdout).toMatch(/trainings +done +pending\n/);
  expect(before.stdout).toMatch(/ {2}mlp-784-32-16-10 +0 +3\n/);
  // Both arms begin with one dense network.
  expect(before.stdout).toMatch(/ {2}mlp-784-32-16-10 rates.hidden=0.4 +0 +2\n/);
  const { status, stdout, stderr } = await command(folder, RUN);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('7 of 7 stages are finished');
  const again = await command(folder, ['run', ...NAMED]);
  expect(again.stdout).toContain('all 7 stages were finished before');
  const drawn = await command(folder, ['figure', 'my-figure']);
  expect(drawn.status, drawn.stderr).toBe(0);
  expect(Object.keys(filesIn(join(folder, 'figures')))).toContain('my-figure-smoke.svg');
  const tables = await command(folder, ['aggregate', ...NAMED]);
  expect(tables.stdout).toContain('from runs/my-figure-smoke: 5 of 5 trainings');
  const summary = readFileSync(join(folder, 'tables/my-figure-smoke/summary.csv'), 'utf8');
  expect(summary).toContain(
    'my-figure,smoke,strokes,engine,engine-1,mlp-784-32-16-10,ticket,rates.hidden=0.4,2,',
  );
  const table = await command(folder, ['plan', 'my-figure', '--all-presets']);
  expect(table.stdout).toMatch(/\nmy-figure +smoke +5 .*\nmy-figure +paper +\d+ /);
});

test('an experiment that changed does not continue in the folder of the one before', async () => {
  const other = testFolder();
  writeFileSync(join(other, 'my-figure.yaml'), file('0.2'));
  const first = await command(other, RUN);
  expect(first.status, first.stderr).toBe(0);
  writeFileSync(join(other, 'my-figure.yaml'), file('0.3'));
  const { status, stderr } = await command(other, RUN);
  expect(status).toBe(42);
  expect(stderr).toContain("run.json is of another experiment called 'my-figure'");
  const elsewhere = await command(other, [...RUN, '--runs', 'elsewhere', '--tables', 't']);
  expect(elsewhere.status, elsewhere.stderr).toBe(0);
  const drawn = await command(other, ['figure', './my-figure.yaml', '--runs', 'elsewhere']);
  expect(drawn.status, drawn.stderr).toBe(0);
});

const BAD: readonly (readonly [string, string, RegExp])[] = [
  ['is no file', '', /cannot read .*none\.yaml: no such file/],
  ['is a list', '- 1', /bad\.yaml is no experiment: it is not a list of keys and values/],
  ['has an unknown key', `${file('0.2')}colours: 3`, /bad\.yaml is no experiment: .*colours/],
  ['is called all', file('0.2').replace('my-figure', 'all'), /its name, 'all', stands for every/],
  [
    'is called as one of ours',
    file('0.2').replace('my-figure', 'figure-3'),
    /as another experiment is/,
  ],
];

test.each(BAD)('a file that %s is refused in one line', async (what, text, message) => {
  const own = testFolder();
  const name = what === 'is no file' ? 'none.yaml' : 'bad.yaml';
  if (text !== '') writeFileSync(join(own, name), text);
  const { status, stdout, stderr } = await command(own, ['run', `./${name}`]);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^sweepstake: [^\n]*\n$/);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

test('jobs and shards get the experiment, pods do not', async () => {
  const own = testFolder();
  writeFileSync(join(own, 'my-figure.yaml'), file('0.2, 0.4'));
  const what = ['./my-figure.yaml', '--preset', 'smoke', '--runs', 'r'];
  const shards = await command(own, ['shards', ...what, '--command', 'sweepstake']);
  expect(shards.stdout).toContain(`sweepstake run ${join(own, 'my-figure.yaml')} --preset smoke`);
  const jobs = await command(own, ['slurm', ...what, '--command', 'sweepstake']);
  expect(jobs.status, jobs.stderr).toBe(0);
  // What it is now is in the run folder, whatever becomes of the file.
  writeFileSync(join(own, 'my-figure.yaml'), file('0.9'));
  const one = await command(own, [
    'run',
    ...NAMED,
    '--runs',
    'r',
    '--shard',
    '1/1',
    '--tables',
    't',
  ]);
  expect(one.status, one.stderr).toBe(0);
  expect(one.stdout).toContain('7 of 7 stages are finished');
  const pods = await command(own, ['k8s', './my-figure.yaml', '--image', 'x']);
  expect(pods.stderr).toMatch(/pods do not see my-figure/);
});
