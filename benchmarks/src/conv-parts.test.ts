import { describe, expect, test } from 'vitest';
import { milliseconds } from './conv-crew.ts';
import {
  CONV_NETWORKS,
  convFlops,
  convSetting,
  fractionRemaining,
  nearestRounds,
  remainingAfter,
  survivingMacs,
} from './conv-setting.ts';
import { costCsv, denseOf, overhead, type CostRow } from './cost-rows.ts';
import { sum } from './numbers.ts';
import { disagreement, type Losses } from './slow-times.ts';

describe('settings of the paper’s networks', () => {
  // Percent of weights remaining, from the closed forms of the paper's rates and weight counts.
  test.each([
    ['conv-2', 7, 21.23],
    ['conv-2', 14, 4.57],
    ['conv-4', 11, 11.06],
    ['conv-6', 10, 15.29],
    ['resnet-18', 10, 11.79],
    ['vgg-19', 15, 3.54],
  ])('%s has after %i rounds %f%% of its weights', (name, round, percent) => {
    const fractions = remainingAfter(convSetting(name), round);
    expect((fractions[round] ?? 0) * 100).toBeCloseTo(percent, 2);
  });

  // GFLOP of an iteration, three times the forward pass of a batch: 6 per multiply-add.
  test.each([
    ['conv-2', 15.8],
    ['conv-4', 35.4],
    ['conv-6', 55.4],
    ['resnet-18', 31.3],
    ['vgg-19', 152.9],
  ])('%s takes %f GFLOP a step, with the first layer’s input gradient', (name, gigaflops) => {
    const setting = convSetting(name);
    const [first = 0] = survivingMacs(setting, null);
    const all = convFlops(setting, null) + 2 * first * setting.batch;
    expect(all / 1e9).toBeCloseTo(gigaflops, 1);
  });

  test('are known for every network of the benchmarks', () => {
    for (const name of CONV_NETWORKS) expect(convSetting(name).network.name).toBe(name);
    expect(convSetting('resnet-18').batch).toBe(128);
    expect(convSetting('vgg-19').optimizer).toEqual({
      kind: 'momentum',
      momentum: 0.9,
      weightDecay: 1e-4,
    });
  });

  test('count surviving multiply-adds by the positions of each weight', () => {
    const setting = convSetting('conv-2');
    const survivors = { ...allOf(setting.macs, 0), 'conv1.weight': 864, 'fc3.weight': 1280 };
    // Half of 1,728 weights at 32 x 32 positions, half of 2,560 at one.
    expect(sum(survivingMacs(setting, survivors))).toBe(864 * 1024 + 1280);
    expect(fractionRemaining(setting, survivors)).toBeCloseTo((864 + 1280) / 4_300_992, 12);
  });
});

const allOf = (names: ReadonlyMap<string, number>, value: number): Record<string, number> =>
  Object.fromEntries([...names.keys()].map((name) => [name, value]));

test('the nearest rounds are those of the nearest ratios, each once', () => {
  expect(nearestRounds([1, 0.5, 0.25, 0.125], [1, 0.51, 0.49, 0.19, 0.01])).toEqual([0, 1, 2, 3]);
});

describe('losses', () => {
  const against = (theirs: Losses): string | null =>
    disagreement(
      new Map([
        ['ours', [2.3, 2.2]],
        ['theirs', theirs],
      ]),
    );

  test('agree up to rounding', () => {
    expect(against([2.3001, 2.21])).toBeNull();
  });

  test('disagree before an update by more than a ten-thousandth', () => {
    expect(against([2.31, 2.2])).toContain('step 1 is 2.31 for theirs and 2.3 for ours');
  });

  test('that are not numbers agree with nothing', () => {
    expect(against([2.3, null])).toContain('step 2 is null for theirs');
  });
});

describe('the cost curve', () => {
  const row = (round: number, macs: number, ours: number, torch: number): CostRow => ({
    network: 'conv-2',
    round,
    remaining: macs,
    macs,
    count: macs * 1000,
    ours,
    torch,
    emptied: 0,
  });
  const rows = [row(0, 1, 0.2, 0.1), row(7, 0.25, 0.06, Number.NaN)];

  test('compares the share of the time with the share of the multiply-adds', () => {
    expect(denseOf(rows, rows[1]!)).toBe(rows[0]);
    expect(overhead(rows[1]!, rows[0]!)).toBeCloseTo(1.2, 12);
  });

  test('is a table with one line per level, empty where PyTorch was not measured', () => {
    const [head, dense, pruned, rest] = costCsv(rows).split('\n');
    expect(head?.split(',')).toHaveLength(9);
    expect(dense).toBe('conv-2,0,100.000,100.000,1000,200.000,100.000,1.000,0');
    expect(pruned).toBe('conv-2,7,25.000,25.000,250,60.000,,1.200,0');
    expect(rest).toBe('');
  });
});

test('milliseconds have three digits, and all before the point', () => {
  expect([0.00123456, 0.0456, 1.2345, Number.NaN].map(milliseconds)).toEqual([
    '1.23',
    '45.6',
    '1235',
    '',
  ]);
});
