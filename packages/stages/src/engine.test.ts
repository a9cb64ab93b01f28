import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@sweepstake/store';
import { expect, test } from 'vitest';
import { backendByName, backendNames } from './backends.ts';
import { executeStage } from './execute-stage.ts';
import { readRun } from './read-run.ts';
import type { MagnitudePruneStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { tinyContext, tinyResidual, tinyTraining, withStore } from './tiny.testing.ts';

/** Null where TensorFlow's library is not installed, which is a failure under CI=true. */
async function numericsOf(backend: string): Promise<string | null> {
  try {
    return (await backendByName(backend)).numerics;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (process.env['CI'] === 'true' || code !== 'SWEEPSTAKE_TFJS_NATIVE_MISSING') throw error;
    console.log(`left out: ${message}`);
    return null;
  }
}

test('every backend of the registry trains the same ticket to the same losses', () =>
  withStore(async (store) => {
    const losses: number[][] = [];
    for (const name of backendNames) {
      const numerics = await numericsOf(name);
      if (numerics === null) continue;
      const dense = tinyTraining({ backend: name, numerics });
      const pruning: MagnitudePruneStage = {
        kind: 'prune',
        criterion: 'layerwise-magnitude',
        from: stageIdOf(dense),
        rates: { hidden: 0.5, output: 0.25 },
      };
      const ticket = { ...dense, mask: { stage: stageIdOf(pruning) } };
      for (const stage of [dense, pruning, ticket]) await executeStage(stage, tinyContext(store));
      losses.push(readRun(store, stageIdOf(ticket)).curve.validation_loss);
    }
    const [first, ...others] = losses;
    for (const other of others)
      for (const [i, loss] of other.entries()) expect(loss).toBeCloseTo(first![i]!, 4);
  }));

/** Every file that was published, in hexadecimal. */
const published = ({ root }: Store): Record<string, string> =>
  Object.fromEntries(
    globSync('stages/**/*.*', { cwd: root })
      .sort()
      .map((path) => [path, readFileSync(join(root, path)).toString('hex')]),
  );

test('one and two threads publish the same bytes, dense and pruned', async () => {
  const { numerics } = await backendByName('engine');
  const dense = tinyResidual({ backend: 'engine', numerics, batch: 20 });
  const pruning: MagnitudePruneStage = {
    kind: 'prune',
    criterion: 'global-magnitude',
    from: stageIdOf(dense),
    rates: { convolution: 0.8 },
  };
  const ticket = { ...dense, mask: { stage: stageIdOf(pruning) } };
  const publish = (threads: number | undefined) =>
    withStore(async (store) => {
      for (const stage of [dense, pruning, ticket])
        await executeStage(stage, tinyContext(store, { threads }));
      return published(store);
    });
  const one = await publish(undefined);
  expect(Object.keys(one).length).toBe(3);
  expect(await publish(2)).toEqual(one);
});

test('the backend of several threads has the name and numerics of the one of one thread', async () => {
  const [one, two] = [await backendByName('engine'), await backendByName('engine', 2)];
  expect(two).not.toBe(one);
  expect([two.name, two.numerics]).toEqual([one.name, one.numerics]);
  expect(await backendByName('reference', 2)).toBe(await backendByName('reference'));
});
