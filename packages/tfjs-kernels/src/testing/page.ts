/** What the page of the browser test runs: the same training as in Node, with the package as a user imports it. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { heapOf } from '../heap.ts';
import { isShared } from '../kernels/load.ts';
import { trainSmall } from './train-small.ts';

export interface PageResult {
  readonly losses: readonly number[];
  /** Whether the backend's memory is one that threads share. */
  readonly shared: boolean;
  readonly isolated: boolean;
}

const page = globalThis as unknown as {
  crossOriginIsolated: boolean;
  result: Promise<PageResult>;
  finished: boolean;
};

async function train(): Promise<PageResult> {
  setWasmPaths('/wasm/');
  await tf.setBackend('wasm');
  const { losses } = trainSmall(5);
  return {
    losses,
    shared: isShared(heapOf(tf.backend()).memory),
    isolated: page.crossOriginIsolated,
  };
}

page.result = train();
page.result.finally(() => (page.finished = true)).catch(() => {});
