import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, testFolder } from './testing/command.ts';
import { stagesIn } from './testing/stages-in.ts';

const RUN = ['run', 'figure-3', '--preset', 'tiny', '--trials', '1', '--set', 'iterations=20'];

test('a report of what is finished holds its figure, data, claims and provenance; twice it is the same file', async () => {
  const folder = testFolder();
  const run = await command(folder, RUN);
  expect(run.status, run.stderr).toBe(0);
  const root = join(folder, 'runs', 'figure-3-tiny');
  const before = stagesIn(root);
  const first = await command(folder, ['report']);
  expect(first).toMatchObject({ status: 0, stderr: '' });
  expect(first.stdout).toMatch(/^report\.html: 0 of \d+ claims judged, 2 figures, \d\.\d MB\n$/);
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  for (const part of [
    'id="claim-L1"',
    'id="figure-3-tiny-iterations-20"',
    'download="figure-3-tiny-iterations-20.csv"',
    'sweepstake figure figure-3 --preset tiny --set iterations=20',
    'Not drawn yet: 43 figures',
    'sweepstake run figure-4 --preset reduced',
    '6 of 6 stages',
    process.versions.node,
  ])
    expect(page, part).toContain(part);
  await command(folder, ['report', '--out', 'again/again.html']);
  expect(readFileSync(join(folder, 'again', 'again.html'), 'utf8')).toBe(page);
  expect(stagesIn(root)).toEqual(before);
});

test('where nothing was run, the report says so, and what there is to run', async () => {
  const folder = testFolder();
  const { status, stderr, stdout } = await command(folder, ['report']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/ claims judged, 1 figure, /);
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  expect(page).toContain('No run folder was found');
  expect(page).toContain('id="figure-2-paper"');
});

test('a folder that was named and is not there is an error, and no report is written', async () => {
  const folder = testFolder();
  for (const flag of ['--runs', '--results']) {
    const { status, stderr } = await command(folder, ['report', flag, 'nowhere']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/cannot read nowhere: no such file/);
  }
  expect(existsSync(join(folder, 'report.html'))).toBe(false);
});
