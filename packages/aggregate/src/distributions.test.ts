import { expect, test } from 'vitest';
import { aggregateDistributions, distributionsCsv } from './aggregate-distributions.ts';
import type { Distribution } from './distribution-row.ts';
import { distributionTrialsCsv, readDistributionTrialsCsv } from './distribution-trials-csv.ts';
import { mergeDistributions } from './merge-distributions.ts';

/** A density in bins of 0.5: `densities` is [x, density] of each bin. */
function density(
  densities: readonly (readonly [number, number])[],
  over: Partial<Distribution> = {},
): Distribution {
  return {
    experiment: 'figure-15',
    preset: 'reduced',
    dataset: 'mnist',
    backend: 'engine',
    numerics: 'n1',
    network: 'lenet-300-100',
    variant: 'ticket',
    setting: '',
    round: 4,
    percent_remaining: 41.1,
    analysis: 'initial-weights',
    layer: 'fc1',
    group: '',
    trial: 0,
    width: 0.5,
    bins: densities.map(([x, value]) => ({ x, density: value })),
    ...over,
  };
}

const [third, half] = [1 / 3, 0.5];
const trials = [
  density([
    [0.25, third],
    [-0.25, 5 / 3],
  ]),
  density([[0.25, 2]], { trial: 1 }),
  density(
    [
      [0.75, 1],
      [0.25, 1],
    ],
    { trial: 2 },
  ),
];

test('a bin is the mean, minimum and maximum over trials, and one that a trial lacks is 0 there', () => {
  const rows = aggregateDistributions(trials.toReversed());
  expect(rows.map(({ x, mean, min, max }) => [x, mean, min, max])).toEqual([
    [-0.25, 0.555556, 0, 1.66667],
    [0.25, 1.11111, 0.333333, 2],
    [0.75, 0.333333, 0, 1],
  ]);
  expect(rows[0]).toMatchObject({ trials: 3, width: 0.5, layer: 'fc1', percent_remaining: 41.1 });
  const total = rows.reduce((sum, row) => sum + row.mean * row.width, 0);
  expect(total).toBeCloseTo(1, 5);
});

test('subjects come in order of their columns, rounds as numbers, and do not mix', () => {
  const all = [
    density([[0.25, 2]], { round: 12, group: 'in ticket' }),
    density([[0.25, 2]], { layer: 'fc2' }),
    density([[0.25, 2]], { layer: 'all', network: 'conv-2' }),
    density([[0.25, 2]], { round: 12, group: '' }),
    density([[0.25, 2]], { layer: 'out', bins: [] }),
  ];
  const rows = aggregateDistributions(all);
  expect(rows.map(({ network, round, layer, group }) => [network, round, layer, group])).toEqual([
    ['conv-2', 4, 'all', ''],
    ['lenet-300-100', 4, 'fc2', ''],
    ['lenet-300-100', 12, 'fc1', ''],
    ['lenet-300-100', 12, 'fc1', 'in ticket'],
  ]);
  expect(aggregateDistributions(all.toReversed())).toEqual(rows);
});

test('the table of one bin is this CSV', () => {
  expect(distributionsCsv(aggregateDistributions([density([[0.25, 2]])]))).toBe(
    `experiment,preset,dataset,backend,numerics,network,variant,setting,round,percent_remaining,analysis,layer,group,x,width,mean,min,max,trials
figure-15,reduced,mnist,engine,n1,lenet-300-100,ticket,,4,41.1000,initial-weights,fc1,,0.25,0.5,2,2,2,1
`,
  );
});

test('densities that cannot be averaged are refused', () => {
  const twice = density([
    [0.25, 1],
    [0.25, 1],
  ]);
  const codes = [
    [[density([[0.25, 2]]), density([[0.25, 2]])], 'DUPLICATE_DISTRIBUTION'],
    [[density([[0.25, 2]]), density([[0.25, 1]], { trial: 1, width: 1 })], 'MIXED_WIDTHS'],
    [[density([[0.25, 2]]), density([[0.25, 2]], { trial: 1, numerics: 'n2' })], 'MIXED_NUMERICS'],
    [[twice], 'DUPLICATE_BIN'],
  ] as const;
  for (const [all, code] of codes)
    expect(() => aggregateDistributions(all)).toThrow(
      expect.objectContaining({ code: `SWEEPSTAKE_AGGREGATE_${code}` }),
    );
});

test('densities of single trials are written and read back in every bit', () => {
  const ordered = trials.map((own) => ({ ...own, bins: own.bins.toSorted((a, b) => a.x - b.x) }));
  const text = distributionTrialsCsv(trials.toReversed());
  expect(text.split('\n')[1]).toBe(
    'figure-15,reduced,mnist,engine,n1,lenet-300-100,ticket,,4,41.1000,initial-weights,fc1,,0,-0.25,0.5,1.6666666666666667',
  );
  expect(readDistributionTrialsCsv(text, 'd.csv')).toEqual(ordered);
  expect(aggregateDistributions(readDistributionTrialsCsv(text, 'd.csv'))).toEqual(
    aggregateDistributions(trials),
  );
});

test('a damaged file of densities is refused with its name and the line', () => {
  const text = distributionTrialsCsv([trials[0]!]);
  const read = (changed: string) => () => readDistributionTrialsCsv(changed, 'd.csv');
  expect(read('a\n')).toThrow('d.csv, line 1: the columns must be experiment,');
  expect(read(`${text}${text.split('\n')[2]}\n`)).toThrow('line 4: the density has a bin at 0.25');
  expect(read(text.replace('0.25,0.5,0.3', '0.25,0.6,0.3'))).toThrow('line 3: width is "0.5" on');
  expect(read(text.slice(0, -2))).toThrow('line 3: the line does not end');
});

test('densities on disk and published ones are united, and what differs is taken from disk and reported', () => {
  const [first, second, last] = trials as [Distribution, Distribution, Distribution];
  const old = { ...second, bins: [{ x: 0.25, density: half }] };
  const written = readDistributionTrialsCsv(distributionTrialsCsv([first, old, last]), 'd.csv');
  const { distributions, replaced } = mergeDistributions([second, first], written);
  expect(replaced).toEqual([old]);
  expect(distributionTrialsCsv(distributions)).toBe(distributionTrialsCsv(trials));
  expect(mergeDistributions(distributions, distributions)).toEqual({ distributions, replaced: [] });
  expect(() => mergeDistributions([first, first], [])).toThrow('trial 0 appears twice');
});
