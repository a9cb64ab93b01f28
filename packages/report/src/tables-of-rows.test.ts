import type { SummaryRow } from '@sweepstake/aggregate';
import { expect, test } from 'vitest';
import { factsOfRows } from './facts-of-rows.ts';
import { tablesOfRows } from './tables-of-rows.ts';

const row = (more: Partial<SummaryRow>): SummaryRow => ({
  experiment: 'figure-4',
  preset: 'paper',
  dataset: 'mnist',
  backend: 'engine',
  numerics: 'engine-1',
  network: 'lenet-300-100',
  variant: 'ticket',
  setting: '',
  round: 0,
  percent_remaining: 100,
  iteration: null,
  metric: 'test_accuracy',
  at: 'early_stop',
  mean: 0.9776,
  min: 0.975,
  max: 0.98,
  trials: 5,
  runs: 5,
  censored: 0,
  ...more,
});

test('levels are lines from all weights downwards, variants and settings columns', () => {
  const rows = [
    row({ variant: 'reinit', round: 3, percent_remaining: 51.2814, mean: 0.5, runs: 15 }),
    row({
      round: 3,
      percent_remaining: 51.2814,
      setting: 'learning_rate=0.1',
      runs: 1,
      mean: 0.25,
    }),
    row({}),
  ];
  expect(tablesOfRows(rows)).toEqual([
    {
      title: 'Test accuracy (%) at early stop',
      columns: ['Weights remaining', 'ticket', 'ticket learning_rate=0.1', 'reinit'],
      rows: [
        ['100%', '97.76 [97.50, 98.00]', '', ''],
        ['51.3%', '', '25.00', '50.00 [97.50, 98.00]'],
      ],
      note: '',
    },
  ]);
});

test('metrics, networks and data sets have tables of their own', () => {
  const rows = [
    row({}),
    row({ network: 'conv-2', dataset: 'cifar-10' }),
    row({ metric: 'early_stop_iteration', mean: 4000.4, min: 3000, max: 5000, censored: 1 }),
  ];
  expect(tablesOfRows(rows).map(({ title, rows: [first] }) => [title, first?.[1]])).toEqual([
    ['Test accuracy (%) at early stop, lenet-300-100 on mnist', '97.76 [97.50, 98.00]'],
    ['Test accuracy (%) at early stop, conv-2 on cifar-10', '97.76 [97.50, 98.00]'],
    ['Early-stop iteration at early stop, lenet-300-100 on mnist', '≥ 4000 [3000, ≥ 5000]'],
  ]);
});

test('a long curve is thinned, with its first and last iteration, and says so', () => {
  const rows = Array.from({ length: 501 }, (_, i) =>
    row({ at: 'iteration', iteration: 100 * i, mean: i / 1000 }),
  );
  const [table] = tablesOfRows(rows);
  expect(table!.rows.length).toBeLessThanOrEqual(27);
  expect(table!.rows[0]![0]).toBe('0');
  expect(table!.rows.at(-1)![0]).toBe('50000');
  expect(table!.columns).toEqual(['Iteration', 'ticket 100%']);
  expect(table!.note).toMatch(/^\d+ of 501 lines; the CSV file has all\.$/);
});

test('the facts of a figure name everything that its rows are of, once', () => {
  const rows = [row({ trials: 3 }), row({ network: 'conv-2' }), row({})];
  expect(
    Object.fromEntries(factsOfRows(rows, '1.2.3').map(({ label, value }) => [label, value])),
  ).toEqual({
    Preset: 'paper',
    Trials: '3 to 5',
    Data: 'mnist',
    Network: 'conv-2, lenet-300-100',
    Backend: 'engine',
    Numerics: 'engine-1',
    Version: '1.2.3',
  });
});
