import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import { elements, prunableParameters } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { expect, test } from 'vitest';
import { allFigures } from '../all-figures.ts';
import { planOf } from '../plan-of.ts';
import { estimatePlan } from './estimate-plan.ts';
import { survivorsAt } from './levels.ts';
import { planRows } from './plan-rows.ts';
import { stepSeconds } from './step-seconds.ts';

/** Milliseconds of a step with gathering, dense and with 20% and 5% of every layer: results/speed/conv.md. */
const MEASURED: readonly (readonly [string, number, number, readonly number[]])[] = [
  ['conv-2', 60, 2, [284, 179, 60.8]],
  ['conv-4', 60, 2, [451, 351, 113]],
  ['conv-6', 60, 2, [735, 539, 166]],
  ['resnet-18', 128, 1, [749, 397, 216]],
  ['vgg-19', 64, 1, [2348, 1504, 467]],
];

test.each(MEASURED)(
  'steps of %s are expected within 20%% of those measured',
  (name, batch, slots, ms) => {
    const network = modelByName(name);
    for (const [i, fraction] of [1, 0.2, 0.05].entries()) {
      const survivors = new Map(
        prunableParameters(network).map(({ name: weight, shape }) => [
          weight,
          Math.round(fraction * elements(shape)),
        ]),
      );
      const expected = 1000 * stepSeconds({ network, survivors, batch, slots });
      const ratio = expected / ms[i]!;
      expect(ratio, `${name} at ${fraction}: ${expected} ms`).toBeGreaterThan(0.8);
      expect(ratio, `${name} at ${fraction}: ${expected} ms`).toBeLessThan(1.2);
    }
  },
);

test('the full figure 3 is expected to take the 95 minutes on two cores that it took', () => {
  const plan = expand(configOf('figure-3', 'paper'), 'engine-1');
  const { coreSeconds, chainSeconds } = estimatePlan(plan, plan.stages);
  expect(coreSeconds / 2 / 60).toBeGreaterThan(85);
  expect(coreSeconds / 2 / 60).toBeLessThan(105);
  expect(chainSeconds).toBeLessThan(coreSeconds / 5);
});

test('nothing left takes nothing, more trials take in proportion, and a worker of VGG-19 peaks near 1 GB', () => {
  const config = configOf('vgg-19', 'paper');
  const estimateOf = (trials: number) => {
    const plan = expand(applyOverrides(config, [`trials=${trials}`]), 'engine-1');
    return estimatePlan(plan, plan.stages);
  };
  const [one, three] = [estimateOf(1), estimateOf(3)];
  expect(three.coreSeconds / one.coreSeconds).toBeCloseTo(3, 6);
  expect(three.chainSeconds).toBe(one.chainSeconds);
  expect(three.disk.survivors).toBe(3 * one.disk.survivors);
  expect(three.disk.masks).toBeLessThan(three.disk.survivors / 10);
  // 1493 MB with its state exported, of which 484 before a session was opened: results/speed/conv-memory.md.
  expect(one.memory.perWorker / 1e6).toBeGreaterThan(900);
  expect(one.memory.perWorker / 1e6).toBeLessThan(1100);
  const none = estimatePlan(expand(config, 'engine-1'), []);
  expect(none).toMatchObject({ coreSeconds: 0, chainSeconds: 0, disk: { survivors: 0 } });
});

test('levels of one-shot pruning are per mille of hidden layers, half of them of the output layer', () => {
  const network = modelByName('lenet-300-100');
  const { rates } = configOf('figure-3', 'paper');
  const counts = (variant: string, round: number) => [
    ...survivorsAt(network, { rates }, { variant, round }).values(),
  ];
  expect(counts('ticket', 0)).toEqual([235_200, 30_000, 1000]);
  expect(counts('reinit', 1)).toEqual([188_160, 24_000, 900]);
  expect(counts('one-shot', 900)).toEqual([23_520, 3000, 550]);
  expect(counts('one-shot-reinit', 500)).toEqual([117_600, 15_000, 750]);
});

test('an experiment of several networks takes what each of them takes', () => {
  const estimateOf = (name: string, ...changes: string[]) => {
    const plan = expand(applyOverrides(configOf(name, 'reduced'), changes), 'engine-1');
    return estimatePlan(plan, plan.stages);
  };
  const chain = ['reinit.replicates=0', 'levels=3', 'rounds=3'];
  const together = estimateOf('figure-5', ...chain);
  const alone = ['conv-2/w0.25', 'conv-4/w0.25', 'conv-6/w0.25'].map((name) => {
    const plan = expand(applyOverrides(configOf('figure-5', 'reduced'), chain), 'engine-1');
    const arm = plan.arms.findIndex(({ config }) => config.network === name);
    const own = new Set(plan.runs.filter((run) => run.arm === arm).map(({ stage }) => stage));
    return estimatePlan(
      plan,
      plan.stages.filter(({ id }) => own.has(id)),
    );
  });
  const sum = alone.reduce((all, { coreSeconds }) => all + coreSeconds, 0);
  expect(together.coreSeconds).toBeCloseTo(sum, 6);
  // Its longest chain is a dense network and its ticket; without their pruning none is longer than one of both.
  const longest = Math.max(...alone.map((one) => one.chainSeconds));
  expect(together.chainSeconds).toBeGreaterThan(longest);
  expect(together.chainSeconds).toBeLessThan(2 * longest);
});

test('fewer evaluated examples take less of evaluation, and of nothing else', () => {
  const estimateOf = (examples: number) => {
    const config = applyOverrides(configOf('figure-3', 'paper'), [
      `evaluation.examples=${examples}`,
    ]);
    const plan = expand(config, 'engine-1');
    return estimatePlan(plan, plan.stages);
  };
  const [all, some] = [estimateOf(0), estimateOf(500)];
  const steps = ({ coreSeconds, evaluationSeconds }: typeof all) => coreSeconds - evaluationSeconds;
  expect(steps(some)).toBeCloseTo(steps(all), 6);
  // A tenth of the validation set, a twentieth of the test set, and of the training set next to nothing.
  expect(some.evaluationSeconds / all.evaluationSeconds).toBeLessThan(0.1);
  expect(some.evaluationSeconds / all.evaluationSeconds).toBeGreaterThan(0.05);
});

test('at reduced, no figure is expected to take more than 40 core-minutes, and all of them 5 core-hours', async () => {
  const plans = await Promise.all(
    allFigures('reduced').map((name) => planOf(configOf(name, 'reduced'), '/nowhere')),
  );
  const { rows, coreSeconds } = planRows(plans, true);
  const long = rows.filter((row) => row.coreSeconds > 40 * 60);
  expect(long.map(({ experiment }) => experiment)).toEqual([]);
  expect(coreSeconds / 3600).toBeLessThan(5);
});
