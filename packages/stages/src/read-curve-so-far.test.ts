import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import { readCurveSoFar } from './read-curve-so-far.ts';
import { readRun } from './read-run.ts';
import { stageIdOf } from './stage-id.ts';
import { tinyContext, tinyTraining, withStore } from './tiny.testing.ts';

test('a training that was stopped shows the beginning of the curve that it will have', async () => {
  await withStore(async (store) => {
    const stage = tinyTraining();
    const id = stageIdOf(stage);
    expect(readCurveSoFar(store, id)).toBeNull();
    let asked = 0;
    const stop = () => ++asked > 25;
    await expect(executeStage(stage, { ...tinyContext(store), stop })).rejects.toThrow();
    const found = readCurveSoFar(store, id)!;
    expect(found.iteration).toBe(25);
    expect(found.curve.iteration).toEqual([0, 10, 20]);

    const path = join(store.root, 'checkpoints', id);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, -1));
    expect(readCurveSoFar(store, id)).toBeNull();
    expect(store.checkpoints(), 'a damaged one is left where it is').toEqual([id]);
    writeFileSync(path, whole);

    await executeStage(stage, tinyContext(store));
    const { curve } = readRun(store, id);
    expect(curve.validation_loss.slice(0, 3)).toEqual(found.curve.validation_loss);
    expect(readCurveSoFar(store, id)).toBeNull();
  });
});
