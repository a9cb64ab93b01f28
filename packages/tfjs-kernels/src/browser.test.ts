import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { findBrowser, runPage } from './testing/browser.ts';
import { trainSmall } from './testing/train-small.ts';

const browser = findBrowser();
const required = process.env['CI'] === 'true';
if (browser === null && !required) {
  console.log('skipped: no chromium on the PATH; apt-get install chromium');
}

test.skipIf(browser === null && !required)(
  'a convnet trains in a browser, on memory of its own or shared by threads, to the losses that it has in Node',
  async () => {
    expect(browser, 'a chromium on the PATH: apt-get install chromium').not.toBeNull();
    await tf.setBackend('wasm');
    const { losses } = trainSmall(5);
    const { ordinary, isolated } = await runPage(browser!);
    expect(ordinary).toMatchObject({ isolated: false, shared: false });
    expect(isolated).toMatchObject({ isolated: true, shared: true });
    console.log(`losses in Node ${losses.join(' ')}, in the browser ${ordinary.losses.join(' ')}`);
    for (const [i, loss] of losses.entries()) {
      expect(Math.abs(ordinary.losses[i]! - loss), `step ${i + 1}`).toBeLessThanOrEqual(1e-5);
      expect(Math.abs(isolated.losses[i]! - loss), `step ${i + 1}, isolated`).toBeLessThanOrEqual(
        1e-5,
      );
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
  },
);
