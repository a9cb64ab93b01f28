// A worker process: carries out the stages that the parent sends, one at a time. See ProcessCrew.
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FromProcess, Note, Request, ToProcess } from './message.ts';
import { fromSharedFile } from './shared-file.ts';

/** The pipe on which the parent asks to stop, and whose end says that it is gone. */
const STOP_PIPE = 4;
/** The file of what is shared. */
const SHARED_FILE = 5;

const stop = new Int32Array(new SharedArrayBuffer(4));
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
new Worker(new URL(`./stop-watcher.${extension}`, import.meta.url), {
  workerData: { fd: STOP_PIPE, stop },
}).unref();
// A terminal and a scheduler send these to every process of a run; the parent decides what they mean.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGUSR2'] as const) process.on(signal, () => {});

const send = (message: FromProcess): void => void process.send!(message);
let run: ((request: Request) => Promise<unknown>) | undefined;
let shared: unknown;

process.on('message', (message: ToProcess) => {
  if (message.kind === 'start') void start(message);
  else void carryOut(message.request);
});

async function start({ file }: Extract<ToProcess, { kind: 'start' }>) {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    if (typeof module.default !== 'function') throw new Error('it is not a worker');
    run = module.default as (request: Request) => Promise<unknown>;
    shared = fromSharedFile(SHARED_FILE);
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'unusable', why: error instanceof Error ? error.message : String(error) });
  }
}

async function carryOut(request: Extract<ToProcess, { kind: 'stage' }>['request']) {
  const notes = { postMessage: (note: Note): void => send({ kind: 'note', note }) };
  // Never rejects where it comes from defineWorker; where it does not, its end is a death.
  const response = await run!({ ...request, notes, data: { shared, stop } });
  send({ kind: 'response', response });
}
