import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { run, stage } from './fixtures/run-and-listen.ts';
import { runStages } from './run-stages.ts';

interface Seen {
  readonly pid: number;
  readonly isMainThread: boolean;
  readonly variable: string | undefined;
  readonly sums: readonly number[];
  readonly shared: boolean;
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('each worker is one process for the whole run, with its environment and a copy of what is shared', async () => {
  const values = new Float32Array(new SharedArrayBuffer(12));
  values.set([1, 2, 4]);
  const stages = Array.from({ length: 6 }, (_, i) => stage(`${i}`, { do: 'return', value: i }));
  const { report, of } = await run('process', stages, {
    worker: new URL('./fixtures/process-worker.ts', import.meta.url),
    shared: { data: [values, values.slice(1)] },
    env: { ...process.env, SWEEPSTAKE_POOL_TEST: 'set' } as Record<string, string>,
  });
  expect(report.failed).toEqual([]);
  const seen = of('stage-finished').map(({ value }) => value as Seen);
  const pids = new Set(seen.map(({ pid }) => pid));
  expect(pids.size).toBeLessThanOrEqual(2);
  expect(pids).not.toContain(process.pid);
  for (const { pid: _, ...rest } of seen)
    expect(rest).toEqual({ isMainThread: true, variable: 'set', sums: [7, 6], shared: false });
  for (const pid of pids) expect(alive(pid), `${pid} is left`).toBe(false);
});

test('a process that is killed under a stage is replaced, and the stage tried again', async () => {
  const stages = [
    stage('a', { do: 'return', value: 1 }),
    stage('b', { do: 'kill', untilCell: 1 }, ['a']),
    stage('c', { do: 'return', value: 1 }, ['b']),
  ];
  const { report, of } = await run('process', stages, { workers: 1 });
  expect(report).toMatchObject({ finished: ['a', 'b', 'c'], failed: [] });
  expect(of('stage-failed')).toMatchObject([
    { id: 'b', willRetry: true, error: { message: 'worker ended by SIGKILL' } },
  ]);
});

test('signals that a scheduler sends to every process of a run are left to the parent', async () => {
  const controller = new AbortController();
  const { report, of } = await run('process', [stage('a', { do: 'return', value: 1 })], {
    worker: new URL('./fixtures/waiting-worker.ts', import.meta.url),
    workers: 1,
    signal: controller.signal,
    onEvent(event) {
      if (event.kind !== 'stage-progress') return;
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGUSR2'] as const)
        process.kill(event.progress as number, signal);
      controller.abort();
    },
  });
  expect(report).toMatchObject({ failed: [], stopped: true });
  expect(of('stage-stopped')).toHaveLength(1);
});

test('no worker process outlives a parent that was killed', async () => {
  const parent = spawn(
    process.execPath,
    [...process.execArgv, new URL('./fixtures/waiting-parent.ts', import.meta.url).pathname],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface(parent.stdout);
  const [line] = (await once(lines, 'line')) as [string];
  const pid = Number(line);
  expect(alive(pid)).toBe(true);
  // The worker has the same standard output, which closes only when it is gone as well.
  const gone = Promise.all([once(parent, 'exit'), once(lines, 'close')]);
  parent.kill('SIGKILL');
  await gone;
});

test('another isolation is refused', async () => {
  const isolation = 'container' as 'thread';
  const options = { worker: 'none.ts', workers: 1, exists: () => false, isolation };
  await expect(runStages([], options)).rejects.toThrow(
    `isolation is "container"; give 'thread' or 'process'`,
  );
});
