import { expect, test } from 'vitest';
import { NETWORK, expectNoLeaks, setting } from '../testing/small-training.ts';
import { loadTfjsNode } from './load-tfjs-node.ts';
import { probeNative } from './probe-native.ts';
import { tfjsNode } from './tfjs-node.ts';

const { state, reason, remedy } = await probeNative();
if (process.env['CI'] === 'true' && state !== 'ready') throw new Error(`${reason}; ${remedy}`);
const why = state === 'ready' ? '' : ` (${reason})`;

test.skipIf(state !== 'ready')(`200 steps leave no tensor behind on tfjs-node${why}`, async () => {
  await expectNoLeaks(await tfjsNode(), await loadTfjsNode({ threads: 1 }));
});

test.skipIf(state !== 'ready')(
  `the same seed twice is the same bits on one thread${why}`,
  async () => {
    const backend = await tfjsNode();
    const train = async (seed: number): Promise<readonly Float32Array[]> => {
      const { options, batch } = setting(seed);
      const session = await backend.open(NETWORK, options);
      for (let t = 0; t < 20; t++) session.step(batch, 0.01);
      const { weights, slots } = session.exportState();
      session.close();
      return [...weights.values(), ...slots.values()];
    };
    const first = await train(0);
    expect(await train(0)).toEqual(first);
    expect(await train(1)).not.toEqual(first);
  },
);
