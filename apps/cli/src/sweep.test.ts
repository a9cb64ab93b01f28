import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, readJournals } from '@sweepstake/store';
import { beforeAll, expect, test } from 'vitest';
import { command, filesIn, start, testFolder } from './testing/command.ts';
import { stagesIn } from './testing/stages-in.ts';

const RUN = ['run', 'figure-3', '--preset', 'tiny', '--trials', '3', '--set', 'iterations=200'];
const ARGS = [...RUN, '--tables', 't', '--runs', 'r'];
const STAGES = 18;

let tables: Record<string, string>;
let stages: Record<string, string>;
beforeAll(async () => {
  const folder = testFolder();
  const { status, stderr } = await command(folder, [...ARGS, '--workers', '2']);
  expect(status, stderr).toBe(0);
  tables = filesIn(join(folder, 't'));
  stages = stagesIn(join(folder, 'r'));
  expect(Object.keys(stages)).toHaveLength(STAGES);
}, 120_000);

/** How often each stage was carried out to its end, by the journals of all processes. */
function timesFinished(root: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const { events } of readJournals({ root }))
    for (const { kind, id } of events)
      if (kind === 'finished') times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

const leftovers = (root: string): string[] =>
  ['claims', 'owners', 'tmp', 'checkpoints'].flatMap((name) => {
    try {
      return Object.keys(filesIn(join(root, name)));
    } catch {
      return [];
    }
  });

test('two runs on one folder do each stage exactly once, and both write the tables', async () => {
  const folder = testFolder();
  const runs = ['t', 'u'].map((name) =>
    command(folder, [...RUN, '--runs', 'r', '--tables', name, '--workers', '1']),
  );
  for (const { status, stderr } of await Promise.all(runs)) expect(status, stderr).toBe(0);
  const root = join(folder, 'r');
  const times = timesFinished(root);
  expect([...times.keys()].sort()).toEqual(Object.keys(stages));
  expect([...times.values()]).toEqual(Array.from({ length: STAGES }, () => 1));
  expect(readJournals({ root })).toHaveLength(2);
  expect(stagesIn(root)).toEqual(stages);
  expect(filesIn(join(folder, 't'))).toEqual(tables);
  expect(filesIn(join(folder, 'u'))).toEqual(tables);
  expect(leftovers(root)).toEqual([]);
});

test.each(['SIGTERM', 'SIGUSR2'] as const)(
  '%s in mid-training leaves a state and status 75, and continuing gives the same bytes',
  async (signal) => {
    const folder = testFolder();
    const long = [...ARGS, '--workers', '2'];
    const { child, ended, printed } = start(folder, long);
    await printed(/\[[1-9]\d* of 18 stages/);
    child.kill(signal);
    const { status, stdout, stderr } = await ended;
    expect(status, stderr).toBe(75);
    expect(stderr).toContain('stopping: what is finished is kept');
    expect(stderr).toMatch(/stopped; continue with: (npx )?sweepstake run figure-3/);
    const [, finished] = /stopped after .*: (\d+) of 18 stages/.exec(stdout)!;
    expect(Number(finished)).toBeLessThan(STAGES);
    const rest = await command(folder, long);
    expect(rest.status, rest.stderr).toBe(0);
    expect(stagesIn(join(folder, 'r'))).toEqual(stages);
    expect(filesIn(join(folder, 't'))).toEqual(tables);
    expect(leftovers(join(folder, 'r'))).toEqual([]);
  },
);

test('a training that was stopped goes on where it was', async () => {
  const folder = testFolder();
  const long = [...RUN.slice(0, -1), 'iterations=20000', '--trials', '1', '--runs', 'r'];
  const every = [...long, '--workers', '1', '--checkpoint-every', '0'];
  const { child, ended } = start(folder, every);
  const root = join(folder, 'r');
  await expect
    .poll(() => readJournals({ root }).flatMap(({ events }) => events), { timeout: 30_000 })
    .toContainEqual(expect.objectContaining({ kind: 'checkpointed' }));
  child.kill('SIGKILL');
  await ended;
  const [id = ''] = openStore(root).checkpoints();
  const again = start(folder, every);
  await again.printed(/trial 0 round 0 ticket .* continues at iteration [1-9]/);
  again.child.kill('SIGTERM');
  expect((await again.ended).status).toBe(75);
  expect(openStore(root).checkpoints()).toEqual([id]);
});

test('shards are whole trials, and the last one writes the tables of a run in one piece', async () => {
  const folder = testFolder();
  const outputs: string[] = [];
  for (const index of [3, 1, 2]) {
    const { status, stdout, stderr } = await command(folder, [...ARGS, '--shard', `${index}/3`]);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain(`shard ${index} of 3: trial ${index - 1}\n`);
    expect(stdout).toContain('6 of 6 stages are finished');
    outputs.push(stdout);
  }
  expect(outputs[0]).toContain('4 of 12 trainings of all shards are finished; the tables come');
  expect(outputs[2]).toContain('tables: t (');
  expect(stagesIn(join(folder, 'r'))).toEqual(stages);
  expect(filesIn(join(folder, 't'))).toEqual(tables);
  const none = await command(folder, [...ARGS, '--shard', '5/5']);
  expect(none.status).toBe(0);
  expect(none.stdout).toContain('shard 5 of 5: no trial, there are fewer of them than shards');
});

test('--keep masks gives up trained weights and changes no table', async () => {
  const folder = testFolder();
  const { status, stderr } = await command(folder, [...ARGS, '--keep', 'masks']);
  expect(status, stderr).toBe(0);
  expect(filesIn(join(folder, 't'))).toEqual(tables);
  const store = openStore(join(folder, 'r'));
  const trained = store.list().filter((id) => 'survivors.safetensors' in store.record(id).files);
  expect(trained).toHaveLength(12);
  for (const id of trained)
    expect(() => store.read(id, 'survivors.safetensors')).toThrow('was dropped to save room');
  // Already finished ones as well, by a run that has nothing else to do.
  const other = testFolder();
  expect((await command(other, ARGS)).status).toBe(0);
  expect((await command(other, [...ARGS, '--keep', 'masks'])).status).toBe(0);
  expect(stagesIn(join(other, 'r'))).toEqual(stagesIn(join(folder, 'r')));
});

test('weights to rewind to are kept as long as a stage starts from them', async () => {
  const folder = testFolder();
  const one = [...RUN.slice(0, 4), '--trials', '1', '--set', 'iterations=20', '--runs', 'r'];
  const run = [...one, '--set', 'rewind_to=5', '--keep', 'masks'];
  const { status, stderr } = await command(folder, run);
  expect(status, stderr).toBe(0);
  const store = openStore(join(folder, 'r'));
  const [dense = ''] = store.list().filter((id) => 'kept-5.safetensors' in store.record(id).files);
  expect(() => store.read(dense, 'kept-5.safetensors')).toThrow('was dropped to save room');
});

test('a folder that was planned otherwise is refused with status 42, and so is a damaged plan', async () => {
  const folder = testFolder();
  const first = await command(folder, [...ARGS, '--shard', '1/3']);
  expect(first.status, first.stderr).toBe(0);
  const store = openStore(join(folder, 'r'));
  const plan = store.plan() as { plans: { stages: { label: string; dependsOn: string[] }[] }[] };
  expect(plan.plans[0]!.stages).toHaveLength(STAGES);
  expect(plan.plans[0]!.stages[1]).toMatchObject({
    kind: 'prune',
    label: 'trial 0 round 1 prune',
    variant: 'ticket',
    trial: 0,
    round: 1,
    payload: { criterion: 'layerwise-magnitude' },
  });
  const more = await command(folder, [...ARGS, '--trials', '4', '--shard', '1/4']);
  expect(more.status, more.stderr).toBe(0);
  const renamed = store.plan() as typeof plan;
  expect(renamed.plans[0]!.stages).toHaveLength((STAGES / 3) * 4);
  const { dependsOn, label: _, ...rest } = renamed.plans[0]!.stages[1]!;
  renamed.plans[0]!.stages[1]!.dependsOn = [];
  store.writePlan(renamed, true);
  const other = await command(folder, ARGS);
  expect(other.status).toBe(42);
  expect(other.stderr).toMatch(/^sweepstake: run folder \S+ was planned otherwise: .*\n$/);
  const file = join(folder, 'r', 'plan.json');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -100));
  const damaged = await command(folder, ARGS);
  expect(damaged.status).toBe(42);
  expect(damaged.stderr).toMatch(/plan.json cannot be used .* delete it and plan again/);

  renamed.plans[0]!.stages[1] = { dependsOn, label: 'as an earlier version called it', ...rest };
  store.writePlan(renamed, true);
  const same = await command(folder, ARGS);
  expect(same.status, same.stderr).toBe(0);
});
