import { Worker } from 'node:worker_threads';
import type { StartHelper } from '../threads/shared-runner.ts';

/** Helper threads as Node's worker threads; they do not keep the process alive. */
export const startHelper: StartHelper = (data) => {
  const file = import.meta.url.endsWith('.ts') ? './helper-thread.ts' : './helper-thread.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData: data });
  worker.unref();
  return {
    end: () => {
      void worker.terminate();
    },
  };
};
