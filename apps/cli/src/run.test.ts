import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { command, filesIn, start, testFolder } from './testing/command.ts';

const RUN = ['run', 'figure-3', '--preset', 'tiny', '--set', 'iterations=200', '--tables', 't'];

let reference: Record<string, string>;
beforeAll(async () => {
  const folder = testFolder();
  const { status, stderr } = await command(folder, [...RUN, '--workers', '1']);
  expect(status, stderr).toBe(0);
  reference = filesIn(join(folder, 't'));
}, 120_000);

test('tables are the same bytes with 1, 2 and 4 workers, and a second run does nothing', async () => {
  expect(Object.keys(reference)).toEqual([
    'summary.csv',
    'summary.json',
    'table.md',
    'table.tex',
    'trials.csv',
  ]);
  expect(reference['table.md']).toContain('figure-3 (preset tiny): mlp-784-32-16-10 on strokes');
  for (const workers of ['2', '4']) {
    const folder = testFolder();
    const { status, stderr } = await command(folder, [...RUN, '--workers', workers]);
    expect(status, stderr).toBe(0);
    expect(filesIn(join(folder, 't'))).toEqual(reference);
    if (workers === '2') continue;
    rmSync(join(folder, 't'), { recursive: true });
    const again = await command(folder, RUN);
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toContain('all 12 stages were finished before');
    expect(filesIn(join(folder, 't'))).toEqual(reference);
  }
});

test('Ctrl-C keeps what is finished, says how to continue, and continuing gives the same bytes', async () => {
  const folder = testFolder();
  const { child, ended, printed } = start(folder, [...RUN, '--workers', '1']);
  await printed(/\[[1-9]\d* of 12 stages/);
  child.kill('SIGINT');
  const { status, stdout, stderr } = await ended;
  expect(status).toBe(130);
  const [, finished] = /(\d+) of 12 stages are finished/.exec(stdout)!;
  expect(Number(finished)).toBeGreaterThan(0);
  expect(Number(finished)).toBeLessThan(12);
  expect(stderr).toContain('stopping: what is finished is kept');
  expect(stderr).toMatch(/stopped; continue with: (npx )?sweepstake run figure-3 --preset tiny/);

  const json = await command(folder, ['status', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject([{ stages: 12, finished: Number(finished) }]);

  const rest = await command(folder, RUN);
  expect(rest.status, rest.stderr).toBe(0);
  expect(rest.stdout).toContain(`12 of 12 stages are finished (${finished} of them before)`);
  expect(filesIn(join(folder, 't'))).toEqual(reference);
});

test('a killed run continues to the same bytes', async () => {
  const folder = testFolder();
  const { child, ended, printed } = start(folder, [...RUN, '--workers', '2']);
  await printed(/\[\d+ of 12 stages/);
  child.kill('SIGKILL');
  expect((await ended).status).toBeNull();
  const rest = await command(folder, RUN);
  expect(rest.status, rest.stderr).toBe(0);
  expect(filesIn(join(folder, 't'))).toEqual(reference);
});

test('a run file, its overrides, tables and figure: the flags need not be repeated', async () => {
  const folder = testFolder();
  const file = join(folder, 'my.yaml');
  writeFileSync(file, 'experiment: figure-3\npreset: tiny\ntrials: 1\nrates: { hidden: 0.3 }\n');
  const run = ['run', '--config', 'my.yaml', '--set', 'iterations=40', '--json'];
  const { status, stdout, stderr } = await command(folder, run);
  expect(status, stderr).toBe(0);
  const report = JSON.parse(stdout) as { config: { trials: number; rates: { hidden: number } } };
  expect(report).toMatchObject({ finished: 6, failed: [], stopped: false });
  expect(report.config).toMatchObject({ trials: 1, iterations: 40, rates: { hidden: 0.3 } });

  const tables = await command(folder, ['aggregate', 'figure-3', '--tables', 't']);
  expect(tables.stdout).toContain('from runs/figure-3-tiny: 4 of 4 trainings');
  expect(filesIn(join(folder, 't'))['table.md']).toContain('iterations=40;rates.hidden=0.3');
  const figure = await command(folder, ['figure', 'figure-3', '--figures', 'f']);
  expect(figure.status, figure.stderr).toBe(0);
  const name = 'figure-3-tiny-iterations-40-rates.hidden-0.3';
  const drawn = filesIn(join(folder, 'f'));
  expect(Object.keys(drawn)).toEqual(['csv', 'png', 'svg', 'vl.json'].map((e) => `${name}.${e}`));
  expect(drawn[`${name}.svg`]).toContain('strokes (drawn digits, not MNIST)');

  const other = await command(folder, [...run, '--seed', '7']);
  expect(other.status, other.stderr).toBe(0);
  const both = await command(folder, ['aggregate', 'figure-3']);
  expect(both.status).toBe(2);
  expect(both.stderr).toMatch(/^sweepstake: several runs of figure-3 match; choose one of: .*\n$/);
  expect((await command(folder, ['aggregate', 'figure-3', '--seed', '7'])).status).toBe(0);
});

test('a convolutional network runs without data, to the same bytes with one and two threads', async () => {
  const run = ['run', 'conv-2', '--preset', 'smoke', '--trials', '1', '--set', 'iterations=2'];
  const tables: Record<string, string>[] = [];
  for (const threads of ['1', '2']) {
    const folder = testFolder();
    const args = [...run, '--workers', '1', '--threads', threads, '--tables', 't'];
    const { status, stdout, stderr } = await command(folder, args);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('data: strokes-32, digits in colour drawn by this program');
    expect(stdout.includes('1 worker of 2 threads')).toBe(threads === '2');
    tables.push(filesIn(join(folder, 't')));
    if (threads === '1') continue;
    expect((await command(folder, ['figure', 'conv-2', '--figures', 'f'])).status).toBe(0);
    const names = ['', '-levels'].map((suffix) => `conv-2-smoke-iterations-2${suffix}`);
    const files = names.flatMap((name) =>
      ['csv', 'png', 'svg', 'vl.json'].map((e) => `${name}.${e}`),
    );
    expect(Object.keys(filesIn(join(folder, 'f')))).toEqual(files.sort());
  }
  expect(tables[1]).toEqual(tables[0]);
});

test('quickstart says first that it learns strokes where MNIST cannot be had', async () => {
  const folder = testFolder();
  const { child, ended, printed } = start(folder, ['quickstart']);
  await printed(/run folder/);
  child.kill('SIGTERM');
  const { status, stdout } = await ended;
  expect(stdout).toMatch(
    /^data: strokes, digits drawn by this program \(not MNIST\), because MNIST is neither here/,
  );
  expect(status).toBe(143);
});
