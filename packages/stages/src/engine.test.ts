import { expect, test } from 'vitest';
import { backendByName, backendNames } from './backends.ts';
import { executeStage } from './execute-stage.ts';
import { readRun } from './read-run.ts';
import type { MagnitudePruneStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { tinyContext, tinyTraining, withStore } from './tiny.testing.ts';

test('every backend of the registry trains the same ticket to the same losses', () =>
  withStore(async (store) => {
    const losses: number[][] = [];
    for (const name of backendNames) {
      const { numerics } = await backendByName(name);
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
