import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';

/** Folders with runs of one trial and of two, each published from nothing. */
let one: string;
let two: string;
beforeAll(async () => {
  [one, two] = [testFolder(), testFolder()];
  await ran(one, 'run', 'figure-3', '--preset', 'tiny', '--trials', '1');
  await ran(two, 'run', 'figure-3', '--preset', 'tiny');
  for (const folder of [one, two]) await ran(folder, 'aggregate', 'figure-3', '--publish');
}, 120_000);

async function ran(folder: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await command(folder, args);
  expect(status, stderr).toBe(0);
  return stdout;
}

const publishedIn = (folder: string): Record<string, string> =>
  filesIn(join(folder, 'results', 'figure-3'));

/** A folder with the published results of another, and its runs if asked for. */
function clone(from: string, runs?: string): string {
  const folder = testFolder();
  cpSync(join(from, 'results'), join(folder, 'results'), { recursive: true });
  if (runs !== undefined) cpSync(join(runs, 'runs'), join(folder, 'runs'), { recursive: true });
  return folder;
}

test('published results alone give the figure of the runs, to the same bytes', async () => {
  const folder = clone(two);
  const drawn = await ran(folder, 'figure', 'figure-3');
  expect(drawn).toContain('from results/figure-3: 8 of 8 trainings, 8 of them published before');
  await ran(two, 'figure', 'figure-3', '--results', 'results', '--no-run', '--figures', 'f');
  expect(filesIn(join(folder, 'figures'))).toEqual(filesIn(join(two, 'f')));
  expect(existsSync(join(folder, 'runs'))).toBe(false);
  const tables = await ran(folder, 'aggregate', 'figure-3', '--preset', 'tiny', '--tables', 't');
  expect(tables).toContain('from results/figure-3: 8 of 8 trainings');
  expect(filesIn(join(folder, 't'))['table.md']).toBe(publishedIn(two)['table.md']);
});

test('what is published later is added, and published again is the same bytes', async () => {
  const folder = clone(one, two);
  const first = await ran(folder, 'aggregate', 'figure-3', '--publish');
  expect(first).toContain('from runs/figure-3-tiny: 8 of 8 trainings\n');
  expect(first).toContain('8 trainings, 4 of them new');
  expect(publishedIn(folder)).toEqual(publishedIn(two));
  expect(await ran(folder, 'aggregate', 'figure-3', '--publish')).toContain('0 of them new');
  expect(publishedIn(folder)).toEqual(publishedIn(two));
});

test('trials that are published and not run here stay, and are counted', async () => {
  const folder = clone(two, one);
  const printed = await ran(folder, 'aggregate', 'figure-3', '--publish');
  expect(printed).toContain(
    'from runs/figure-3-tiny and results/figure-3: 4 of 4 trainings, and 4 published beside them',
  );
  expect(publishedIn(folder)).toEqual(publishedIn(two));
});

test('a published training of another stage gives way, and a changed number of the same stage is refused', async () => {
  const folder = clone(two, two);
  const file = join(folder, 'results', 'figure-3', 'trials.csv');
  const text = readFileSync(file, 'utf8');
  const stage = /,([0-9a-f]{20})\n/.exec(text)![1]!;
  writeFileSync(file, text.replaceAll(stage, '0'.repeat(20)));
  expect(await ran(folder, 'aggregate', 'figure-3', '--publish')).toContain(
    '1 published training is another stage than on disk, which is taken',
  );
  expect(readFileSync(file, 'utf8')).toBe(text);

  writeFileSync(file, text.replace(/,early_stop,0,0,([\d.]+),/, ',early_stop,0,0,0.123,'));
  const { status, stderr } = await command(folder, ['aggregate', 'figure-3']);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/0\.123/);
});

test('all figures: what is missing of a named preset is trained once, and drawn again to the same bytes', async () => {
  const folder = testFolder();
  const first = await command(folder, ['figure', 'all', '--preset', 'tiny']);
  expect(first.status, first.stderr).toBe(0);
  expect(first.stdout).toContain('figure-3 is not finished, and trained first');
  expect(first.stderr).toContain('1 of 1 figure done');
  const drawn = filesIn(join(folder, 'figures'));
  expect(Object.keys(drawn)).toHaveLength(4);
  rmSync(join(folder, 'figures'), { recursive: true });
  const again = await ran(folder, 'figure', 'all');
  expect(again).toBe(
    'figure-3, preset tiny: from runs/figure-3-tiny: 8 of 8 trainings\n  figures/figure-3-tiny.svg\n',
  );
  expect(filesIn(join(folder, 'figures'))).toEqual(drawn);
  const tables = await ran(folder, 'aggregate', 'all', '--tables', 't');
  expect(tables).toContain('tables: t/figure-3-tiny');
  expect(filesIn(join(folder, 't', 'figure-3-tiny'))['trials.csv']).toBe(
    publishedIn(two)['trials.csv'],
  );
});

test('nothing is trained where that was not asked for', async () => {
  const folder = testFolder();
  for (const flags of [['--preset', 'tiny', '--no-run'], ['--preset', 'paper'], []]) {
    const { status, stderr } = await command(folder, ['figure', 'figure-3', ...flags]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/runs holds no run of figure-3.*; run it first/);
  }
  expect(existsSync(join(folder, 'runs'))).toBe(false);
  const { status, stderr } = await command(folder, ['aggregate', 'figure-3', '--results', 'none']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/cannot read none: no such file/);
});
