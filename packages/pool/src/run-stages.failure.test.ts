import { describe, expect, test } from 'vitest';
import { cellsFor, ISOLATIONS, run, stage } from './fixtures/run-and-listen.ts';
import { cellsOf } from './fixtures/cells.ts';
import type { Deed } from './fixtures/stage-worker.ts';
import type { PoolEvent } from './stage.ts';

describe.each(ISOLATIONS)('each worker is a %s', (isolation) => {
  test('a stage that throws fails with its code, blocks those behind it, and no others', async () => {
    const value: Deed = { do: 'return', value: 1 };
    const stages = [
      stage('bad', { do: 'throw', message: 'no luck', code: 'E_LUCK' }),
      stage('behind', value, ['bad']),
      stage('further', value, ['behind']),
      stage('apart', value),
      stage('after', value, ['apart']),
    ];
    const { report, of } = await run(isolation, stages);
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
    const stages = [
      stage('a', { do: 'exit', untilCell: 1 }),
      stage('b', { do: 'return', value: 1 }),
    ];
    const { report, of } = await run(isolation, stages, { workers: 1 });
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
    const shared = cellsFor(isolation);
    const { report } = await run(isolation, stages, { shared, retries: 2 });
    expect(report.failed.map(({ id }) => id)).toEqual(['killer']);
    expect(report.finished).toHaveLength(6);
    expect(cellsOf(shared).load(0)).toBe(3);
  });

  test('a worker that outgrows its heap fails its stage alone', async () => {
    const stages = [stage('hog', { do: 'hog' }), stage('b', { do: 'return', value: 1 })];
    const resourceLimits = { maxOldGenerationSizeMb: 32 };
    const { report } = await run(isolation, stages, { workers: 1, retries: 0, resourceLimits });
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
    const notCloning = new URL('./fixtures/function-worker.ts', import.meta.url);
    const { report } = await run(isolation, stages, { worker: notCloning, workers: 1, retries: 0 });
    expect(report.finished).toEqual(['b']);
    expect(report.failed).toMatchObject([
      { id: 'bad', error: { message: expect.stringContaining('could not be cloned') } },
    ]);
  });

  test.each([
    ['missing.ts', /Cannot find module/],
    ['broken-worker.ts', /this module cannot be evaluated/],
    ['plain-worker.ts', /it is not a worker/],
  ])('the bad worker module %s gives one clear error', async (file, why) => {
    const stages = Array.from({ length: 5 }, (_, i) => stage(`${i}`, { do: 'return', value: i }));
    const bad = new URL(`./fixtures/${file}`, import.meta.url);
    const error = await run(isolation, stages, { worker: bad, workers: 2 }).then(
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
      await expect(run(isolation, stages, { onEvent })).rejects.toThrow(`cannot listen to ${kind}`);
    }
  });

  test.each([0, -1, 1.5, Number.NaN])('%d workers are refused', async (workers) => {
    await expect(run(isolation, [], { workers })).rejects.toThrow(
      /^workers is .*; give a positive integer/,
    );
  });

  test('a negative number of retries is refused', async () => {
    await expect(run(isolation, [], { retries: -1 })).rejects.toThrow('retries is -1');
  });
});
