import { describe, expect, test } from 'vitest';
import { cellsFor, ISOLATIONS, run, stage } from './fixtures/run-and-listen.ts';
import { cellsOf } from './fixtures/cells.ts';
import type { Deed } from './fixtures/stage-worker.ts';

describe.each(ISOLATIONS)('each worker is a %s', (isolation) => {
  test('a stage starts only after all it depends on have finished', async () => {
    const value: Deed = { do: 'return', value: 1 };
    const stages = [
      stage('d', value, ['b', 'c']),
      stage('b', value, ['a']),
      stage('c', value, ['a']),
      stage('a', value),
    ];
    const { report, events } = await run(isolation, stages, { workers: 3 });
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
    const { report } = await run(isolation, stages, { workers: 1 });
    expect(report.finished).toEqual(['b', 'a', 'c']);
  });

  test('stages run at the same time: four that wait for each other all come home', async () => {
    const stages = ['a', 'b', 'c', 'd'].map((id) => stage(id, { do: 'meet', others: 4 }));
    const { report, of } = await run(isolation, stages, { workers: 4 });
    expect([...report.finished].sort()).toEqual(['a', 'b', 'c', 'd']);
    // Each worker was told a number of its own, the one in its events.
    const finished = of('stage-finished');
    expect(finished.map(({ value }) => value).sort()).toEqual([0, 1, 2, 3]);
    for (const { worker, value } of finished) expect(value).toBe(worker);
  });

  test('worker numbers stay below the number of workers', async () => {
    const stages = Array.from({ length: 20 }, (_, i) => stage(`${i}`, { do: 'return', value: i }));
    const { of } = await run(isolation, stages, { workers: 2 });
    const started = of('stage-started');
    expect(new Set(started.map(({ worker }) => worker))).toEqual(new Set([0, 1]));
    expect(started[0]).toEqual({
      kind: 'stage-started',
      id: '0',
      label: 'label of 0',
      worker: 0,
    });
  });

  test('results are the same with 1, 2 and 4 workers, which all see the same cells', async () => {
    const stages = Array.from({ length: 30 }, (_, i) => {
      const from = [i - 1, i - 3, i - 7].filter((j) => j >= 0 && (i * j) % 5 !== 1);
      return stage(`${i}`, { do: 'combine', cell: i, from }, from.map(String), i % 3);
    });
    const outcomes = [];
    for (const workers of [1, 2, 4]) {
      const shared = cellsFor(isolation, stages.length);
      const { report, of } = await run(isolation, stages, { workers, shared });
      expect(report.finished).toHaveLength(stages.length);
      const values = of('stage-finished').map(({ id, value }) => [id, value] as const);
      for (const [id, value] of values) expect(cellsOf(shared).load(Number(id))).toBe(value);
      outcomes.push(stages.map((_, cell) => cellsOf(shared).load(cell)));
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
    const { report, events } = await run(isolation, stages, { exists: (id) => id === 'a' });
    expect(report).toMatchObject({ finished: ['b'], skipped: ['a'], failed: [] });
    expect(events[0]).toEqual({ kind: 'stage-skipped', id: 'a' });
  });

  test('an output that appears while the run goes on is not made again', async () => {
    const made = new Set<string>();
    const stages = [
      stage('a', { do: 'return', value: 1 }),
      stage('b', { do: 'throw', message: 'must not run' }, ['a']),
    ];
    const { report } = await run(isolation, stages, {
      exists: (id) => made.has(id),
      onEvent: (event) => event.kind === 'stage-finished' && made.add('b'),
    });
    expect(report).toMatchObject({ finished: ['a'], skipped: ['b'], failed: [] });
  });

  test('where everything exists no worker is needed', async () => {
    const missing = new URL('./fixtures/missing.ts', import.meta.url);
    const stages = [stage('a', { do: 'return', value: 1 })];
    const { report } = await run(isolation, stages, { worker: missing, exists: () => true });
    expect(report.skipped).toEqual(['a']);
    expect((await run(isolation, [])).report.finished).toEqual([]);
  });

  test('progress arrives in order, before the result', async () => {
    const { events } = await run(isolation, [stage('a', { do: 'report', times: 50 })]);
    expect(events.map(({ kind }) => kind)).toEqual([
      'stage-started',
      ...Array.from({ length: 50 }, () => 'stage-progress'),
      'stage-finished',
    ]);
    const steps = events.flatMap((event) =>
      event.kind === 'stage-progress' ? event.progress : [],
    );
    expect(steps).toEqual(Array.from({ length: 50 }, (_, step) => ({ step, worker: 0 })));
  });
});
