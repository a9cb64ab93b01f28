import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { beforeAll, expect, test } from 'vitest';
import type { TestContext } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { loadTfjsNode } from './load-tfjs-node.ts';
import { probeNative } from './probe-native.ts';
import type { NativeProbe } from './probe-native.ts';

let probe: NativeProbe;
beforeAll(async () => {
  probe = await probeNative();
});

/** With CI=true a missing library fails the test; elsewhere it is skipped, with what to type. */
function needsNative(context: TestContext): void {
  if (probe.state === 'ready') return;
  const why = `${probe.reason}; type: ${probe.remedy}`;
  if (process.env['CI'] === 'true') throw new Error(why);
  context.skip(why);
}

interface Training {
  readonly weights: string;
  readonly systemThreads: number | null;
  readonly variables: string;
}

async function train(threads: number): Promise<Training> {
  const script = fileURLToPath(new URL('../testing/native-training.ts', import.meta.url));
  const args = [...process.execArgv, script, `${threads}`];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Training;
}

test('on one thread the same seed gives the same bits in two processes', async (context) => {
  needsNative(context);
  const [first, second] = [await train(1), await train(1)];
  expect(first.weights).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toEqual(first);
});

test('the number of threads reaches the library', async (context) => {
  needsNative(context);
  const [one, four] = [await train(1), await train(4)];
  expect([one.variables, four.variables]).toEqual(['1', '4']);
  if (one.systemThreads === null) return context.skip('threads cannot be counted without /proc');
  // Two pools have three threads more each; other libraries may have pools of their own.
  expect(four.systemThreads! - one.systemThreads).toBeGreaterThanOrEqual(6);
});

test('a process keeps the number of threads it has loaded with', async (context) => {
  needsNative(context);
  const tf = await loadTfjsNode({ threads: 1 });
  expect(await loadTfjsNode({ threads: 1 })).toBe(tf);
  expect(tf.getBackend()).toBe('tensorflow');
  await expect(loadTfjsNode({ threads: 2 })).rejects.toMatchObject({
    code: 'SWEEPSTAKE_TFJS_NATIVE_THREADS',
    message: expect.stringMatching(/was loaded with 1 threads in this process/),
  });
});

test('it is not loaded in a worker thread', async () => {
  const module = new URL('./load-tfjs-node.ts', import.meta.url).href;
  const worker = new Worker(
    `import('${module}').then(({ loadTfjsNode }) => loadTfjsNode({ threads: 1 }))
      .catch((error) => require('node:worker_threads').parentPort.postMessage(error.code))`,
    { eval: true },
  );
  const code = await new Promise((resolve) => worker.once('message', resolve));
  await worker.terminate();
  expect(code).toBe('SWEEPSTAKE_TFJS_NATIVE_THREAD');
});

test.each([0, -1, 1.5, Number.NaN])('%d threads are refused', async (threads) => {
  await expect(loadTfjsNode({ threads })).rejects.toThrow(/^threads is .*; give a positive/);
});

test('where it is missing, the folder and what to type are named', async () => {
  const environment = { env: { SWEEPSTAKE_NATIVE: `${temporaryFolder()}/none` } };
  expect(await probeNative(environment)).toMatchObject({
    state: 'missing',
    found: null,
    reason: expect.stringMatching(/^tfjs-node is not installed: .*none does not exist$/),
    remedy: 'sweepstake native install',
  });
});
