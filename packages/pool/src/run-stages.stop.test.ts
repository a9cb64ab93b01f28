import { describe, expect, test } from 'vitest';
import { ISOLATIONS, run, stage } from './fixtures/run-and-listen.ts';

describe.each(ISOLATIONS)('each worker is a %s', (isolation) => {
  test('a soft stop lets running stages end early, starts nothing, and fails nothing', async () => {
    const controller = new AbortController();
    const stages = [
      stage('a', { do: 'wait-for-stop' }),
      stage('b', { do: 'return', value: 1 }, ['a']),
      stage('c', { do: 'return', value: 1 }),
    ];
    const { report, of } = await run(isolation, stages, {
      workers: 1,
      signal: controller.signal,
      onEvent: (event) => event.kind === 'stage-progress' && controller.abort(),
    });
    expect(report).toEqual({ finished: [], skipped: [], failed: [], blocked: [], stopped: true });
    expect(of('stage-started').map(({ id }) => id)).toEqual(['a']);
    expect(of('stage-stopped')).toEqual([{ kind: 'stage-stopped', id: 'a', worker: 0 }]);
  });

  test('a stage that ends in spite of a stop counts as finished', async () => {
    const controller = new AbortController();
    const stages = [stage('a', { do: 'report', times: 1 }), stage('b', { do: 'return', value: 1 })];
    const { report } = await run(isolation, stages, {
      workers: 1,
      signal: controller.signal,
      onEvent: (event) => event.kind === 'stage-started' && controller.abort(),
    });
    expect(report).toMatchObject({ finished: ['a'], failed: [], stopped: true });
  });

  test('a stop asked for before the run starts nothing', async () => {
    const stages = [stage('a', { do: 'return', value: 1 })];
    const { report, events } = await run(isolation, stages, { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ finished: [], stopped: true });
    expect(events).toEqual([]);
  });

  test('a stage that claims to be stopped when nobody asked has failed', async () => {
    const { report } = await run(isolation, [stage('a', { do: 'claim-stopped' })]);
    expect(report.failed).toMatchObject([{ id: 'a', error: { code: 'SWEEPSTAKE_POOL_STOPPED' } }]);
  });
});
