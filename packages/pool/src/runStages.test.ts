import { expect, test } from 'vitest';
import type { Deed } from './fixtures/stageWorker.ts';
import { runStages } from './runStages.ts';
import type { RunOptions } from './runStages.ts';
import type { PoolEvent, Stage } from './stage.ts';

const worker = new URL('./fixtures/stageWorker.ts', import.meta.url);
const nothing = () => false;

const stage = (id: string, payload: Deed, dependsOn: string[] = [], priority = 0): Stage => ({
  id,
  label: `label of ${id}`,
  payload,
  dependsOn,
  priority,
});

const cells = (n = 1) => new Int32Array(new SharedArrayBuffer(4 * n));

/** Runs and collects the events. */
async function run(stages: readonly Stage[], options: Partial<RunOptions> = {}) {
  const events: PoolEvent[] = [];
  const onEvent = (event: PoolEvent): void => {
    events.push(event);
    options.onEvent?.(event);
  };
  const report = await runStages(stages, {
    worker,
    workers: 2,
    exists: nothing,
    shared: cells(),
    ...options,
    onEvent,
  });
  const of = <K extends PoolEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<PoolEvent, { kind: K }> => event.kind === kind);
  return { report, events, of };
}

test('a stage starts only after all it depends on have finished', async () => {
  const value: Deed = { do: 'return', value: 1 };
  const stages = [
    stage('d', value, ['b', 'c']),
    stage('b', value, ['a']),
    stage('c', value, ['a']),
    stage('a', value),
  ];
  const { report, events } = await run(stages, { workers: 3 });
  const at = (kind: string, id: string) =>
    events.findIndex((event) => event.kind === kind && event.id === id);
  for (const { id, dependsOn } of stages) {
    for (const before of dependsOn) {
      expect(at('stage-started', id)).toBeGreaterThan(at('stage-finished', before));
    }
  }
  expect([...report.finished].sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(report).toMatchObject({ skipped: [], failed: [], blocked: [], stopped: false });
});

test('priority decides who goes first where one worker must do all', async () => {
  const value: Deed = { do: 'return', value: 1 };
  const stages = [stage('a', value), stage('b', value, [], 5), stage('c', value)];
  const { report } = await run(stages, { workers: 1 });
  expect(report.finished).toEqual(['b', 'a', 'c']);
});

test('stages run at the same time: four that wait for each other all come home', async () => {
  const stages = ['a', 'b', 'c', 'd'].map((id) => stage(id, { do: 'meet', others: 4 }));
  const { report, of } = await run(stages, { workers: 4 });
  expect([...report.finished].sort()).toEqual(['a', 'b', 'c', 'd']);
  // Each worker was told a number of its own, the one in its events.
  const finished = of('stage-finished');
  expect(finished.map(({ value }) => value).sort()).toEqual([0, 1, 2, 3]);
  for (const { worker, value } of finished) expect(value).toBe(worker);
});

test('worker numbers stay below the number of workers', async () => {
  const stages = Array.from({ length: 20 }, (_, i) => stage(`${i}`, { do: 'return', value: i }));
  const { of } = await run(stages, { workers: 2 });
  const started = of('stage-started');
  expect(new Set(started.map(({ worker }) => worker))).toEqual(new Set([0, 1]));
  expect(started[0]).toEqual({
    kind: 'stage-started',
    id: '0',
    label: 'label of 0',
    worker: 0,
  });
});

test('results are the same with 1, 2 and 4 workers, and all share one memory', async () => {
  const stages = Array.from({ length: 30 }, (_, i) => {
    const from = [i - 1, i - 3, i - 7].filter((j) => j >= 0 && (i * j) % 5 !== 1);
    return stage(`${i}`, { do: 'combine', cell: i, from }, from.map(String), i % 3);
  });
  const outcomes = [];
  for (const workers of [1, 2, 4]) {
    const shared = cells(stages.length);
    const { report, of } = await run(stages, { workers, shared });
    expect(report.finished).toHaveLength(stages.length);
    const values = of('stage-finished').map(({ id, value }) => [id, value] as const);
    for (const [id, value] of values) expect(shared[Number(id)]).toBe(value);
    outcomes.push([...shared]);
  }
  // The same arithmetic in this thread.
  const expected: number[] = [];
  for (const { payload } of stages) {
    const { cell, from } = payload as Extract<Deed, { do: 'combine' }>;
    expected.push(
      Math.imul(
        from.reduce((sum, i) => sum + expected[i]!, cell + 1),
        0x9e3779b1,
      ),
    );
  }
  expect(outcomes).toEqual([expected, expected, expected]);
});

test('a stage whose output exists is skipped, and what depends on it runs', async () => {
  const stages = [
    stage('a', { do: 'throw', message: 'must not run' }),
    stage('b', { do: 'return', value: 2 }, ['a']),
  ];
  const { report, events } = await run(stages, { exists: (id) => id === 'a' });
  expect(report).toMatchObject({ finished: ['b'], skipped: ['a'], failed: [] });
  expect(events[0]).toEqual({ kind: 'stage-skipped', id: 'a' });
});

test('an output that appears while the run goes on is not made again', async () => {
  const made = new Set<string>();
  const stages = [
    stage('a', { do: 'return', value: 1 }),
    stage('b', { do: 'throw', message: 'must not run' }, ['a']),
  ];
  const { report } = await run(stages, {
    exists: (id) => made.has(id),
    onEvent: (event) => event.kind === 'stage-finished' && made.add('b'),
  });
  expect(report).toMatchObject({ finished: ['a'], skipped: ['b'], failed: [] });
});

test('where everything exists no worker is needed', async () => {
  const missing = new URL('./fixtures/missing.ts', import.meta.url);
  const stages = [stage('a', { do: 'return', value: 1 })];
  const { report } = await run(stages, { worker: missing, exists: () => true });
  expect(report.skipped).toEqual(['a']);
  expect((await run([])).report.finished).toEqual([]);
});

test('a stage that throws fails with its code, blocks those behind it, and no others', async () => {
  const value: Deed = { do: 'return', value: 1 };
  const stages = [
    stage('bad', { do: 'throw', message: 'no luck', code: 'E_LUCK' }),
    stage('behind', value, ['bad']),
    stage('further', value, ['behind']),
    stage('apart', value),
    stage('after', value, ['apart']),
  ];
  const { report, of } = await run(stages);
  const error = { code: 'E_LUCK', message: 'no luck' };
  expect(report).toEqual({
    finished: ['apart', 'after'],
    skipped: [],
    failed: [{ id: 'bad', error }],
    blocked: ['behind', 'further'],
    stopped: false,
  });
  expect(of('stage-failed')).toMatchObject([{ id: 'bad', error, willRetry: false }]);
  expect(of('stage-blocked')).toEqual([
    { kind: 'stage-blocked', id: 'behind', because: 'bad' },
    { kind: 'stage-blocked', id: 'further', because: 'bad' },
  ]);
});

test('a stage whose worker dies is tried once more', async () => {
  const stages = [stage('a', { do: 'exit', untilCell: 1 }), stage('b', { do: 'return', value: 1 })];
  const { report, of } = await run(stages, { workers: 1 });
  expect(report).toMatchObject({ finished: ['a', 'b'], failed: [] });
  expect(of('stage-failed')).toMatchObject([
    {
      id: 'a',
      willRetry: true,
      error: { code: 'SWEEPSTAKE_POOL_WORKER_DIED', message: 'worker exited with code: 3' },
    },
  ]);
});

test('a stage that kills its worker again is recorded as failed, and the others go on', async () => {
  const others = Array.from({ length: 6 }, (_, i) => stage(`${i}`, { do: 'return', value: i }));
  const stages = [stage('killer', { do: 'exit', untilCell: 99 }), ...others];
  const shared = cells();
  const { report } = await run(stages, { shared, retries: 2 });
  expect(report.failed.map(({ id }) => id)).toEqual(['killer']);
  expect(report.finished).toHaveLength(6);
  expect(shared[0]).toBe(3);
});

test('a worker that outgrows its heap fails its stage alone', async () => {
  const stages = [stage('hog', { do: 'hog' }), stage('b', { do: 'return', value: 1 })];
  const resourceLimits = { maxOldGenerationSizeMb: 32 };
  const { report } = await run(stages, { workers: 1, retries: 0, resourceLimits });
  expect(report.finished).toEqual(['b']);
  expect(report.failed).toMatchObject([
    { id: 'hog', error: { message: expect.stringContaining('memory') } },
  ]);
});

test('a result that cannot be cloned fails its stage alone', async () => {
  const stages = [
    stage('bad', { do: 'return', value: 'function' }),
    stage('b', { do: 'return', value: 1 }),
  ];
  const notCloning = new URL('./fixtures/functionWorker.ts', import.meta.url);
  const { report } = await run(stages, { worker: notCloning, workers: 1, retries: 0 });
  expect(report.finished).toEqual(['b']);
  expect(report.failed).toMatchObject([
    { id: 'bad', error: { message: expect.stringContaining('could not be cloned') } },
  ]);
});

test('progress arrives in order, before the result', async () => {
  const { events } = await run([stage('a', { do: 'report', times: 50 })]);
  expect(events.map(({ kind }) => kind)).toEqual([
    'stage-started',
    ...Array.from({ length: 50 }, () => 'stage-progress'),
    'stage-finished',
  ]);
  const steps = events.flatMap((event) => (event.kind === 'stage-progress' ? event.progress : []));
  expect(steps).toEqual(Array.from({ length: 50 }, (_, step) => ({ step, worker: 0 })));
});

test('a soft stop lets running stages end early, starts nothing, and fails nothing', async () => {
  const shared = cells();
  const controller = new AbortController();
  const stages = [
    stage('a', { do: 'wait-for-stop' }),
    stage('b', { do: 'return', value: 1 }, ['a']),
    stage('c', { do: 'return', value: 1 }),
  ];
  const { report, of } = await run(stages, {
    workers: 1,
    shared,
    signal: controller.signal,
    onEvent: (event) => {
      if (event.kind !== 'stage-progress') return;
      controller.abort();
      Atomics.store(shared, 0, 1);
      Atomics.notify(shared, 0);
    },
  });
  expect(report).toEqual({ finished: [], skipped: [], failed: [], blocked: [], stopped: true });
  expect(of('stage-started').map(({ id }) => id)).toEqual(['a']);
  expect(of('stage-stopped')).toEqual([{ kind: 'stage-stopped', id: 'a', worker: 0 }]);
});

test('a stage that ends in spite of a stop counts as finished', async () => {
  const controller = new AbortController();
  const stages = [stage('a', { do: 'report', times: 1 }), stage('b', { do: 'return', value: 1 })];
  const { report } = await run(stages, {
    workers: 1,
    signal: controller.signal,
    onEvent: (event) => event.kind === 'stage-started' && controller.abort(),
  });
  expect(report).toMatchObject({ finished: ['a'], failed: [], stopped: true });
});

test('a stop asked for before the run starts nothing', async () => {
  const stages = [stage('a', { do: 'return', value: 1 })];
  const { report, events } = await run(stages, { signal: AbortSignal.abort() });
  expect(report).toMatchObject({ finished: [], stopped: true });
  expect(events).toEqual([]);
});

test('a stage that claims to be stopped when nobody asked has failed', async () => {
  const { report } = await run([stage('a', { do: 'claim-stopped' })]);
  expect(report.failed).toMatchObject([{ id: 'a', error: { code: 'SWEEPSTAKE_POOL_STOPPED' } }]);
});

test.each([
  ['missing.ts', /Cannot find module/],
  ['brokenWorker.ts', /this module cannot be evaluated/],
  ['plainWorker.ts', /it is not a worker/],
])('the bad worker module %s gives one clear error', async (file, why) => {
  const stages = Array.from({ length: 5 }, (_, i) => stage(`${i}`, { do: 'return', value: i }));
  const bad = new URL(`./fixtures/${file}`, import.meta.url);
  const error = await run(stages, { worker: bad, workers: 2 }).then(
    () => expect.unreachable(),
    (reason: Error & { code: string }) => reason,
  );
  expect(error.code).toBe('SWEEPSTAKE_POOL_WORKER_FILE');
  expect(error.message).toMatch(why);
  expect(error.message).toMatch(/; check its path, and that its default export is defineWorker/);
});

test('what a listener throws ends the run with that error', async () => {
  const stages = [stage('a', { do: 'report', times: 1 }), stage('b', { do: 'wait-for-stop' })];
  for (const kind of ['stage-started', 'stage-progress', 'stage-finished']) {
    const onEvent = (event: PoolEvent): void => {
      if (event.kind === kind) throw new Error(`cannot listen to ${kind}`);
    };
    await expect(run(stages, { onEvent })).rejects.toThrow(`cannot listen to ${kind}`);
  }
});

test.each([0, -1, 1.5, Number.NaN])('%d workers are refused', async (workers) => {
  await expect(run([], { workers })).rejects.toThrow(/^workers is .*; give a positive integer/);
});

test('a negative number of retries is refused', async () => {
  await expect(run([], { retries: -1 })).rejects.toThrow('retries is -1');
});
