import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '@sweepstake/safetensors';
import { beforeAll, describe, expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';

const SMOKE = ['figure-3', '--preset', 'tiny', '--trials', '1', '--set', 'iterations=20'];
const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

const CASES: readonly (readonly [string, RegExp])[] = [
  ['--out r.st --trial 1', /figure-3, preset tiny, has no training of trial '1'; choose 0\n/],
  ['--out r.st --trial one', /--trial is "one"; give a whole number, as in --trial 1/],
  ['--out r.st --round 3', /no training of round '3' at trial 0; choose 0, 1, 2\n/],
  ['--out r.st --variant reinit', /no training of variant 'reinit' at trial 0 round 0; .* ticket/],
  ['--out r.st --round 2 --variant magic', /variant 'magic' at .*; choose ticket, reinit\n/],
  ['--out r.st --replicate 4', /replicate '4' at trial 0 round 0 variant ticket; choose 0\n/],
  ['--out r.st --stage nobody', /id or label 'nobody'; choose trial 0 round 0 ticket \(100.0%\), /],
  ['--out r.st --stage x --round 1', /--stage is "x"; give it without --round/],
  ['--out r.st --steps 0', /--steps is "0"; give a whole number from 1 to 20, the updates/],
  ['--out r.st --steps 21', /--steps is "21"; give a whole number from 1 to 20, the updates/],
  ['--out r.st --steps few', /--steps is "few"; give a whole number from 1 to 20/],
  ['--out r.st --set rewind_to=5 --round 1 --steps 16', /"16"; give a whole number from 1 to 15/],
  ['--out r.st --network lenett', /unknown model 'lenett'/],
  ['', /required option '--out <file>' not specified; see .*record --help/],
  [
    '--out r.st --round 1',
    /trial 0 round 1 ticket \(60.\d%\) starts from trial 0 round 1 prune, which runs.figure-3-tiny does not hold; run it first: .*sweepstake run figure-3 --preset tiny --set iterations=20 --set trials=1\n/,
  ],
  ['--out r.st --round 1 --runs elsewhere', /which elsewhere does not hold; .* --runs elsewhere\n/],
];

describe('what cannot be recorded: one clear line, status 2, and nothing is made', () => {
  test.concurrent.each(CASES)('record figure-3 %s', async (line, message) => {
    const folder = testFolder();
    const { status, stdout, stderr } = await command(folder, ['record', ...SMOKE, ...words(line)]);
    expect(stderr).toMatch(/^sweepstake: [^\n]*\n$/);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(filesIn(folder)).toEqual({});
  });
});

test.concurrent('a file that exists is replaced with --force only; a folder and a place under a file never', async () => {
  const folder = testFolder();
  const record = (...args: string[]) =>
    command(folder, ['record', ...SMOKE, '--steps', '1', ...args]);
  writeFileSync(join(folder, 'mine.st'), 'mine');
  mkdirSync(join(folder, 'folder'));
  const refused = await record('--out', 'mine.st');
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /^sweepstake: mine.st exists; add --force to replace it, or [^\n]*\n$/,
  );
  const onFolder = await record('--out', 'folder', '--force');
  expect(onFolder).toMatchObject({ status: 1, stdout: '' });
  expect(onFolder.stderr).toMatch(/^sweepstake: cannot write folder: it is a folder; [^\n]*\n$/);
  const under = await record('--out', 'mine.st/r.st');
  expect(under).toMatchObject({ status: 1, stdout: '' });
  expect(under.stderr).toMatch(/cannot write mine.st.r.st: a part of its path is a file; /);
  expect(readFileSync(join(folder, 'mine.st'), 'utf8')).toBe('mine');

  const forced = await record('--out', 'mine.st', '--force');
  expect(forced.status, forced.stderr).toBe(0);
  expect(decode(readFileSync(join(folder, 'mine.st'))).metadata['steps']).toBe('1');
  const inside = await record('--out', 'new/folder/r.st', '--json');
  expect(inside.status, inside.stderr).toBe(0);
  expect(JSON.parse(inside.stdout)).toMatchObject({
    file: 'new/folder/r.st',
    label: 'trial 0 round 0 ticket (100.0%)',
    metadata: { backend: 'engine', experiment: expect.stringContaining('figure-3 --preset tiny') },
  });
  const bytes = (name: string) => readFileSync(join(folder, name));
  expect(bytes('new/folder/r.st')).toEqual(bytes('mine.st'));
});

describe('a finished run', () => {
  const folder = testFolder();
  beforeAll(async () => {
    const { status, stderr } = await command(folder, ['run', ...SMOKE, '--workers', '1']);
    expect(status, stderr).toBe(0);
  });

  test.concurrent.each([
    ['ticket', '--round 2', /^trial 0 round 2 ticket \(36.2%\): 10 steps of 60 on engine/],
    ['reinit', '--round 2 --variant reinit', /^trial 0 round 2 reinit 0 \(36.2%\): 10 steps/],
  ])('has its %s recorded, which the reference repeats', async (name, flags, said) => {
    const file = `${name}.safetensors`;
    const args = ['record', ...SMOKE, ...words(flags), '--out', file];
    const { status, stdout, stderr } = await command(folder, args);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(said);
    expect(stdout).toContain(`sweepstake replay ${file} --backend reference\n`);
    const replayed = await command(folder, ['replay', file, '--backend', 'reference']);
    expect(replayed.stdout).toMatch(/agrees: all 15 tensors are within their tolerance\n$/);
    expect(replayed.status).toBe(0);
  });

  test.concurrent('has a training recorded by its label or id as by its numbers', async () => {
    const label = 'trial 0 round 1 ticket';
    const record = (file: string, ...args: string[]) =>
      command(folder, ['record', ...SMOKE, ...args, '--steps', '2', '--out', file, '--json']);
    const byNumber = await record('number.st', '--round', '1');
    const { stage } = JSON.parse(byNumber.stdout) as { stage: string };
    for (const [file, name] of [
      ['label.st', label],
      ['id.st', stage],
    ] as const) {
      const { status, stderr } = await record(file, '--stage', name);
      expect(status, stderr).toBe(0);
      expect(readFileSync(join(folder, file))).toEqual(readFileSync(join(folder, 'number.st')));
    }
  });
});
