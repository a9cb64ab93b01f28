import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRun } from '@sweepstake/stages';
import { openOwner, openStore } from '@sweepstake/store';
import { beforeAll, expect, test } from 'vitest';
import { command, filesIn, testFolder } from './testing/command.ts';
import { stagesIn } from './testing/stages-in.ts';

const FLAGS = ['figure-3', '--preset', 'tiny', '--trials', '1', '--set', 'iterations=20'];

let finished: string;
let stages: Record<string, string>;
beforeAll(async () => {
  const folder = testFolder();
  const { status, stderr } = await command(folder, ['run', ...FLAGS]);
  expect(status, stderr).toBe(0);
  finished = join(folder, 'runs');
  stages = stagesIn(join(finished, 'figure-3-tiny'));
}, 120_000);

/** A folder with a finished run of six stages, and how to reach it. */
function copy() {
  const folder = testFolder();
  cpSync(finished, join(folder, 'runs'), { recursive: true });
  const root = join(folder, 'runs', 'figure-3-tiny');
  const store = openStore(root);
  const plan = store.plan() as { plans: { stages: { id: string; label: string }[] }[] };
  const idOf = (label: string): string =>
    plan.plans[0]!.stages.find((stage) => stage.label.startsWith(label))!.id;
  const fileOf = (id: string): string => join(root, 'stages', id.slice(0, 2), `${id}.stage`);
  const remove = (...labels: string[]): void =>
    labels.forEach((label) => rmSync(fileOf(idOf(label))));
  return { folder, root, store, idOf, fileOf, remove };
}

/** A process that claims a stage and is killed. */
function claimAndDie(root: string, id: string): void {
  const code = `
    import { openOwner, openStore } from '@sweepstake/store';
    if (openOwner(openStore(${JSON.stringify(root)})).claim('${id}')) process.kill(process.pid, 'SIGKILL');`;
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const flags = ['--conditions=@sweepstake/source', '--input-type=module', '-e', code];
  const { signal, stderr } = spawnSync(process.execPath, flags, { cwd, encoding: 'utf8' });
  expect(signal, stderr).toBe('SIGKILL');
}

test('status leaves a folder of another format out, unless it is the one that was named', async () => {
  const { folder, root } = copy();
  const old = join(folder, 'runs', 'old');
  cpSync(root, old, { recursive: true });
  writeFileSync(join(old, 'sweepstake.json'), '{"format":1,"numerics":"engine-1"}');
  const all = await command(folder, ['status']);
  expect(all.status, all.stderr).toBe(0);
  expect(all.stdout).toContain('runs/figure-3-tiny: figure-3 ');
  expect(all.stdout).not.toContain('runs/old');
  expect(all.stderr).toMatch(/^sweepstake: runs.old is left out: run folder .* has format 1, /);
  const named = await command(folder, ['status', '--runs', 'runs/old']);
  expect(named).toMatchObject({ status: 42, stdout: '' });
});

test('status tells running, stale, failed and pending stages apart; clean removes what the dead left', async () => {
  const { folder, root, store, idOf, remove } = copy();
  const labels = ['trial 0 round 1 ticket', 'trial 0 round 2 prune', 'trial 0 round 2 ticket'];
  remove(...labels, 'trial 0 round 2 reinit');
  store.fail(idOf('trial 0 round 2 reinit'), 'the worker died');
  claimAndDie(root, idOf('trial 0 round 2 prune'));
  const owner = openOwner(store);
  owner.claim(idOf('trial 0 round 1 ticket'));
  try {
    const json = await command(folder, ['status', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([
      {
        stages: 6,
        finished: 2,
        counts: { done: 2, running: 1, stale: 1, failed: 1, pending: 1 },
        running: [{ label: 'trial 0 round 1 ticket (60.1%)', pid: process.pid }],
        stale: [{ label: 'trial 0 round 2 prune' }],
        failed: [{ label: 'trial 0 round 2 reinit 0 (36.2%)', reason: 'the worker died' }],
        trials: [{ trial: 0, trainings: 4, finished: 1, round: 0 }],
      },
    ]);
    const { status, stdout } = await command(folder, ['status']);
    expect(status).toBe(0);
    expect(stdout).toContain('unfinished: 2 of 6 stages; 1 running, 1 stale, 1 failed, 1 pending');
    expect(stdout).toMatch(/ {2}trainings {2}round {2}done {2}running {2}failed {2}pending\n/);
    expect(stdout).toMatch(/reinit +2 +0 +0 +1 +0\n/);
    expect(stdout).toContain('failed: trial 0 round 2 reinit 0 (36.2%): the worker died');
    expect(stdout).toContain('retry --failed --runs runs/figure-3-tiny');

    const told = await command(folder, ['clean', '--dry-run']);
    expect(told.stdout).toMatch(/would remove 2 files\n {2}claims\/\w+\n {2}owners\/\S+\n$/);
    expect(store.claims()).toHaveLength(2);
    const done = await command(folder, ['clean']);
    expect(done.stdout).toBe(told.stdout.replace('would remove', 'removed'));
    expect(store.claims().map(({ id }) => id)).toEqual([idOf('trial 0 round 1 ticket')]);
  } finally {
    owner.close();
  }
  const again = await command(folder, ['clean', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ folders: [{ claims: [], temporaries: [] }] });
});

test('status --watch ends with the run', async () => {
  const { folder } = copy();
  const { status, stdout } = await command(folder, ['status', '--watch']);
  expect(status).toBe(0);
  expect(stdout).toContain('finished: 6 of 6 stages');
});

test('verify names every damaged file; --delete puts them aside, and a run makes the same bytes again', async () => {
  const { folder, root, store, idOf, fileOf } = copy();
  const well = await command(folder, ['verify']);
  expect(well).toMatchObject({ status: 0 });
  expect(well.stdout).toContain('all is well: 6 stages, 0 checkpoints, plan and journals');

  const [cut, flipped] = [idOf('trial 0 round 1 prune'), idOf('trial 0 round 2 ticket')];
  truncateSync(fileOf(cut), 100);
  const bytes = readFileSync(fileOf(flipped));
  bytes[bytes.length - 10]! ^= 4;
  writeFileSync(fileOf(flipped), bytes);
  store.checkpoint(cut).write({ record: {}, files: new Map() });
  truncateSync(join(root, 'checkpoints', cut), 0);
  truncateSync(join(root, 'plan.json'), 1000);
  const found = await command(folder, ['verify']);
  expect(found.status).toBe(1);
  expect(found.stdout).toContain('4 damaged, of 6 stages, 1 checkpoint');
  expect(found.stdout).toMatch(new RegExp(`stages/\\w\\w/${cut}.stage: its header claims`));
  expect(found.stdout).toMatch(new RegExp(`${flipped}.stage: \\S+ does not match its sha256`));
  expect(found.stdout).toContain(`checkpoints/${cut}: it is empty`);
  expect(found.stdout).toContain('plan.json: ');
  expect(store.names()).toHaveLength(6);

  const aside = await command(folder, ['verify', '--delete']);
  expect(aside.status, aside.stdout).toBe(0);
  expect(store.names()).toHaveLength(4);
  expect(Object.keys(filesIn(join(root, 'damaged')))).toHaveLength(3);
  const { status, stderr } = await command(folder, ['run', ...FLAGS]);
  expect(status, stderr).toBe(0);
  expect(stagesIn(root)).toEqual(stages);
});

test('retry --failed runs what failed and what waits for it, and nothing else', async () => {
  const { folder, root, store, idOf, remove } = copy();
  const none = await command(folder, ['retry', '--failed']);
  expect(none).toMatchObject({ status: 0, stdout: 'nothing failed in runs\n' });
  remove('trial 0 round 2 prune', 'trial 0 round 2 ticket', 'trial 0 round 2 reinit');
  store.fail(idOf('trial 0 round 2 prune'), 'the worker died');
  const told = await command(folder, ['retry', '--failed', '--dry-run']);
  expect(told.stdout).toContain('  trial 0 round 2 prune: the worker died\n');
  expect(store.failures()).toHaveLength(1);
  const { status, stdout, stderr } = await command(folder, ['retry', '--failed']);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain('6 of 6 stages are finished (3 of them before)');
  expect(store.failures()).toEqual([]);
  expect(stagesIn(root)).toEqual(stages);
});

test('plan counts and estimates, writes only when asked, and run keeps to what it wrote', async () => {
  const { folder, root } = copy();
  const json = await command(folder, ['plan', ...FLAGS, '--json']);
  const plan = JSON.parse(json.stdout) as {
    all: { disk: { survivors: number }; coreSeconds: number };
  };
  expect(plan).toMatchObject({
    stages: 6,
    trainings: 4,
    prunings: 2,
    variants: { ticket: 3, reinit: 1 },
    finished: 6,
    measured: { trainings: 4 },
    left: { coreSeconds: 0 },
    written: null,
  });
  const real = Object.keys(stages).reduce(
    (sum, id) => sum + statSync(join(root, 'stages', id.slice(0, 2), `${id}.stage`)).size,
    0,
  );
  expect(plan.all.disk.survivors / real).toBeGreaterThan(0.8);
  expect(plan.all.disk.survivors / real).toBeLessThan(1.25);

  const other = testFolder();
  const shown = await command(other, ['plan', ...FLAGS]);
  expect(shown.stdout).toContain('stages: 4 trainings (3 ticket, 1 reinit), 2 prunings; 0 of 6');
  expect(shown.stdout).toMatch(/run it: (npx )?sweepstake run figure-3 --preset tiny/);
  expect(shown.stdout).toMatch(
    /on a cluster: \d cores?, \d+ MB and 1 min 0 s, .*sweepstake slurm figure-3 --preset tiny .*--dry-run/,
  );
  expect(filesIn(other)).toEqual({});
  const written = await command(other, ['plan', ...FLAGS, '--runs', 'r', '--write']);
  expect(written.status, written.stderr).toBe(0);
  const file = join(other, 'r', 'plan.json');
  expect(readFileSync(file)).toEqual(readFileSync(join(root, 'plan.json')));
  const planned = await command(other, ['status', '--runs', 'r']);
  expect(planned.stdout).toContain('unfinished: 0 of 6 stages; 6 pending');
});

test('measure gives what the trainings recorded, without training', async () => {
  const { folder, store, idOf } = copy();
  const { status, stdout, stderr } = await command(folder, ['measure', 'accuracy', '--json']);
  expect(status, stderr).toBe(0);
  const { runs } = JSON.parse(stdout) as { runs: { stage: string; value: number }[] };
  expect(runs.map(({ stage }) => stage).sort()).toEqual(
    store.list().filter((id) => (store.record(id).record as { kind: string }).kind === 'train'),
  );
  for (const { stage, value } of runs)
    expect(value).toBe(readRun(store, stage).curve.test_accuracy.at(-1));
  const table = await command(folder, ['measure', 'loss', 'figure-3', '--subset', 'validation']);
  const dense = readRun(store, idOf('trial 0 round 0 ticket')).curve.validation_loss.at(-1)!;
  const [, shown] = /ticket +100 +(\S+)/.exec(table.stdout)!;
  expect(shown).toBe(String(Number(dense.toPrecision(6))));
});
