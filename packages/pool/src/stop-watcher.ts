// A thread of a worker process. It raises the flag that the stage asks for, which the main thread of the process
// cannot do while the stage keeps it busy, and ends the process when the parent is gone.
import { Socket } from 'node:net';
import { workerData } from 'node:worker_threads';

const { fd, stop } = workerData as { fd: number; stop: Int32Array };
const gone = (): void => void process.kill(process.pid, 'SIGKILL');
new Socket({ fd, readable: true, writable: false })
  .on('data', () => void Atomics.store(stop, 0, 1))
  .on('error', gone)
  .on('close', gone);
