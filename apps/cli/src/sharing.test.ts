import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyOverrides, configOf, expand, paperFigures } from '@sweepstake/experiments';
import { beforeAll, expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';
import { stagesIn } from './testing/stages-in.ts';

const TINY = ['figure-3', '--preset', 'tiny', '--trials', '1', '--set', 'iterations=20'];
/** Dense, two tickets with their prunings, and one reinitialisation. */
const STAGES = 6;

/** A folder with a finished run in `runs/first`, whose weights were given up where nothing needed them. */
let finished: string;
beforeAll(async () => {
  finished = testFolder();
  const args = ['run', ...TINY, '--runs', 'runs/first', '--tables', 't', '--keep', 'masks'];
  const { status, stderr } = await command(finished, args);
  expect(status, stderr).toBe(0);
}, 60_000);

/** A folder of its own with the same run beside what a test makes. */
function beside(): string {
  const folder = testFolder();
  for (const path of Object.keys(stagesIn(join(finished, 'runs/first')))) {
    const shelf = join(folder, 'runs/first/stages', path.slice(0, 2));
    mkdirSync(shelf, { recursive: true });
    const name = join('runs/first/stages', path.slice(0, 2), `${path}.stage`);
    linkSync(join(finished, name), join(folder, name));
  }
  for (const name of ['sweepstake.json', 'plan.json', 'run.json'])
    linkSync(join(finished, 'runs/first', name), join(folder, 'runs/first', name));
  return folder;
}

test('what a folder beside it has finished is taken over, and not trained again', async () => {
  const folder = beside();
  const run = ['run', ...TINY, '--runs', 'runs/second', '--tables', 'u'];
  const planned = await command(folder, ['plan', ...TINY, '--runs', 'runs/second']);
  expect(planned.stdout).toContain(`taken over from runs/first: ${STAGES} stages\n`);
  expect(planned.stdout).not.toContain('left:');
  const { status, stdout, stderr } = await command(folder, run);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(new RegExp(`^taken over from runs/first: ${STAGES} stages\n`));
  expect(stdout).toContain(`all ${STAGES} stages were finished before`);
  expect(stagesIn(join(folder, 'runs/second'))).toEqual(stagesIn(join(folder, 'runs/first')));
  expect(filesIn(join(folder, 'u'))).toEqual(filesIn(join(finished, 't')));
});

test('a training whose weights were given up is trained again where one more round needs them', async () => {
  const folder = beside();
  const deeper = ['run', ...TINY, '--set', 'rounds=3', '--runs', 'runs/third', '--tables', 'u'];
  const { status, stdout, stderr } = await command(folder, deeper);
  expect(status, stderr).toBe(0);
  // The ticket of round 2 is pruned; its reinitialisation and all before it are of no further use.
  expect(stdout).toMatch(new RegExp(`^taken over from runs/first: ${STAGES - 1} stages\n`));
  const other = testFolder();
  const fresh = await command(other, deeper);
  expect(fresh.status, fresh.stderr).toBe(0);
  expect(filesIn(join(folder, 'u'))).toEqual(filesIn(join(other, 'u')));
});

test('with --no-share, or of other numerics, nothing is taken over', async () => {
  const folder = beside();
  const where = ['--runs', 'runs/second', '--tables', 'u'];
  const alone = await command(folder, ['run', ...TINY, ...where, '--no-share']);
  expect(alone.status, alone.stderr).toBe(0);
  expect(alone.stdout).not.toContain('taken over');
  expect(alone.stdout).toContain(`${STAGES} of ${STAGES} stages are finished\n`);
  rmSync(join(folder, 'runs/second'), { recursive: true });
  const relaxed = await command(folder, ['plan', ...TINY, '--fast-math', '--runs', 'runs/second']);
  expect(relaxed.stdout).toContain(`0 of ${STAGES} finished`);
  expect(relaxed.stdout).not.toContain('taken over');
});

test('run all runs every figure that has the preset, and says how many ended well', async () => {
  const folder = testFolder();
  const all = ['run', 'all', '--preset', 'tiny', '--trials', '1', '--set', 'iterations=20'];
  const { status, stdout, stderr } = await command(folder, all);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^\[1 of 1\]\nfigure-3, preset tiny: /);
  expect(stdout).toMatch(/\n1 figure of 1 finished\n$/);
  const bad = await command(folder, [...all, '--set', 'reinit.rounds=0']);
  expect(bad.status).toBe(2);
  expect(bad.stderr).toMatch(/^sweepstake: reinit.rounds.* must be /);
  expect(bad.stdout).toMatch(/\n0 figures of 1 finished; not figure-3\n$/);
  const none = await command(folder, ['run', 'all', '--preset', 'huge']);
  expect(none).toMatchObject({ status: 2, stdout: '' });
  expect(none.stderr).toMatch(/no figure has a preset 'huge'; choose smoke, reduced, paper/);
});

test('plan all counts a training that several figures have once', async () => {
  const folder = testFolder();
  const flags = ['--preset', 'smoke', '--dataset', 'stand-in'];
  const { status, stdout, stderr } = await command(folder, ['plan', 'all', ...flags, '--json']);
  expect(status, stderr).toBe(0);
  const { totals } = JSON.parse(stdout) as {
    totals: {
      trainings: number;
      coreSeconds: number;
      rows: { experiment: string; trainings: number; coreSeconds: number; ownSeconds: number }[];
    }[];
  };
  const trainings = paperFigures.flatMap((name) => {
    const config = applyOverrides(configOf(name, 'smoke'), ['dataset=stand-in']);
    return expand(config, 'engine-1').stages.filter(({ payload }) => payload.kind === 'train');
  });
  const [total] = totals;
  expect(total!.rows.map(({ experiment }) => experiment)).toEqual(paperFigures);
  expect(total!.trainings).toBe(new Set(trainings.map(({ id }) => id)).size);
  const sum = (key: 'trainings' | 'coreSeconds' | 'ownSeconds') =>
    total!.rows.reduce((all, row) => all + row[key], 0);
  expect(sum('trainings')).toBe(trainings.length);
  expect(total!.coreSeconds).toBeCloseTo(sum('ownSeconds'), 6);
  expect(total!.coreSeconds).toBeLessThan(sum('coreSeconds'));
  // Figures 11 and 13 show trainings of figures 3 and 5.
  expect(total!.rows.find(({ experiment }) => experiment === 'figure-13')!.ownSeconds).toBe(0);
});
