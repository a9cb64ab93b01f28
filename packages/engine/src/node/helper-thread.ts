/** Entry of a helper thread. */
import { workerData } from 'node:worker_threads';
import { help, type HelperData } from '../threads/helper.ts';

help(workerData as HelperData);
