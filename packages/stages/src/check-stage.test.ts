import { expect, test } from 'vitest';
import { executeStage } from './execute-stage.ts';
import type { Initial, TrainStage } from './stage.ts';
import { stageIdOf } from './stage-id.ts';
import { tinyContext, tinyPruning, tinyTicket, tinyTraining, withStore } from './tiny.testing.ts';

const at = { seed: 0, trial: 1 };
const order = { ...at, round: 1 };
const dense = tinyTraining();
const trained = (stage: TrainStage): Initial => ({
  kind: 'trained',
  ...at,
  stage: stageIdOf(stage),
});

test('numbers that mean nothing are refused before anything is done', () =>
  withStore(async (store) => {
    const initial = (deviation: number): Initial => ({
      kind: 'noise',
      ...order,
      replicate: 0,
      deviation,
    });
    const evaluation = { ...dense.evaluation, examples: 0.5 };
    const bad = [
      ...[0, -1, Number.NaN, Infinity].map((deviation) =>
        tinyTicket('m', { initial: initial(deviation) }),
      ),
      ...[-0.1, Number.NaN, Infinity].map((initialStd) => tinyTraining({ initialStd })),
      tinyTraining({ evaluation }),
      tinyTraining({ evaluation: { ...evaluation, examples: -1 } }),
      ...[0, -1, 1.5].map((rounds) => tinyPruning(dense, { rounds })),
    ];
    for (const stage of bad)
      await expect(executeStage(stage, tinyContext(store))).rejects.toMatchObject({
        code: 'SWEEPSTAKE_STAGES_NUMBER',
      });
    const rewind = { stage: stageIdOf(dense), iteration: 4 };
    for (const twice of [initial(1), trained(dense)])
      await expect(
        executeStage(tinyTicket('m', { initial: twice, rewind }), tinyContext(store)),
      ).rejects.toMatchObject({ code: 'SWEEPSTAKE_STAGES_REWOUND' });
    expect(store.list()).toEqual([]);
  }));
