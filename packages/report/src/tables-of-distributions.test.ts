import type { DistributionRow } from '@sweepstake/aggregate';
import { expect, test } from 'vitest';
import { tablesOfDistributions } from './tables-of-distributions.ts';

const row = (more: Partial<DistributionRow>): DistributionRow => ({
  experiment: 'figure-19',
  preset: 'paper',
  dataset: 'mnist',
  backend: 'engine',
  numerics: 'engine-1',
  network: 'lenet-300-100',
  variant: 'ticket',
  setting: '',
  round: 7,
  percent_remaining: 21.07,
  analysis: 'distance-moved',
  layer: 'fc1.weight',
  group: 'in ticket',
  x: 0.02,
  width: 0.02,
  mean: 1.2345,
  min: 1,
  max: 2,
  trials: 5,
  ...more,
});

test('bins are lines in ascending order, groups columns, layers tables', () => {
  const rows = [
    row({ x: 0.04, trials: 1 }),
    row({}),
    row({ group: 'not in ticket', mean: 0 }),
    row({ layer: 'fc2.weight' }),
  ];
  expect(tablesOfDistributions(rows)).toEqual([
    {
      title: 'distance moved: fc1.weight',
      columns: ['Bin', 'ticket 21.1% in ticket', 'ticket 21.1% not in ticket'],
      rows: [
        ['0.02', '1.23 [1, 2]', '0 [1, 2]'],
        ['0.04', '1.23', ''],
      ],
      note: '',
    },
    {
      title: 'distance moved: fc2.weight',
      columns: ['Bin', 'ticket 21.1% in ticket'],
      rows: [['0.02', '1.23 [1, 2]']],
      note: '',
    },
  ]);
});
