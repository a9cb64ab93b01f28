import { CLAIMS, claimsNamed, missing } from '@sweepstake/claims';
import type { JudgingPreset } from '@sweepstake/claims';
import { expect, test } from 'vitest';
import { claimPlans } from './claim-plans.ts';
import { partsToTrain } from './parts-to-train.ts';

async function partsOf(names: readonly string[], preset: JudgingPreset = 'paper') {
  const claims = names.flatMap(claimsNamed);
  const plans = await claimPlans(claims, preset);
  const left = missing(claims, [], { preset, cost: () => 0 });
  return partsToTrain(left, plans);
}

const trainings = (labels: readonly { readonly label: string; readonly payload: object }[]) =>
  labels
    .filter(({ payload }) => 'kind' in payload && payload.kind === 'train')
    .map(({ label }) => label);

test('a claim needs the runs that it reads, all rounds before them, and nothing else', async () => {
  const [one, ...others] = await partsOf(['L10']);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ experiment: 'figure-4', claims: ['L10'] });
  const labels = trainings(one!.part.stages);
  const tickets = labels.filter((label) => label.includes('ticket'));
  const reinits = labels.filter((label) => label.includes('reinit'));
  // Rounds 0 to 7 and three reinitialisations of the last, five trials.
  expect([tickets.length, reinits.length, labels.length]).toEqual([40, 15, 55]);
  expect(labels.filter((label) => !/round [0-7] /.test(label))).toEqual([]);
  expect(one!.part.stages.length).toBeLessThan(one!.whole.stages.length);
});

test('what several claims need of one experiment is one part, and a claim on two experiments has two', async () => {
  const [both, ...others] = await partsOf(['L1', 'L10']);
  expect(others).toEqual([]);
  expect(both!.claims).toEqual(['L1', 'L10']);
  expect(trainings(both!.part.stages)).toHaveLength(55);
  const experiments = (await partsOf(['F6-uneven'])).map(({ experiment }) => experiment);
  expect(experiments.toSorted()).toEqual(['figure-23', 'figure-24']);
});

test('a claim that changes a key has a plan of its own beside that of the same experiment', async () => {
  const parts = await partsOf(['R3', 'R5']);
  expect(parts.map(({ experiment, set }) => [experiment, set])).toContainEqual([
    'figure-8',
    'schedule.warmup=20000',
  ]);
  expect(new Set(parts.map(({ whole }) => whole)).size).toBe(parts.length);
});

test('paper trains what judges any claim, and reduced all but a size and a rate that it leaves out', async () => {
  const empty: string[] = [];
  for (const preset of ['paper', 'reduced'] as const) {
    const plans = await claimPlans(CLAIMS, preset);
    for (const one of missing(CLAIMS, [], { preset, cost: () => 0 }))
      if (partsToTrain([one], plans).length === 0) empty.push(`${one.claim.id} at ${preset}`);
  }
  expect(empty).toEqual(['L15-lenet-900-300 at reduced', 'H5-conv-2 at reduced']);
});
