/** What the page of the browser test runs: the same training as in Node, with the package as a user imports it. */
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { trainSmall } from './train-small.ts';

export interface PageResult {
  readonly losses: readonly number[];
  readonly threads: number;
  readonly isolated: boolean;
}

const page = globalThis as unknown as { crossOriginIsolated: boolean; result: Promise<PageResult> };

async function train(): Promise<PageResult> {
  setWasmPaths('/wasm/');
  await tf.setBackend('wasm');
  const { losses } = trainSmall(5);
  return { losses, threads: getThreadsCount(), isolated: page.crossOriginIsolated };
}

page.result = train();
