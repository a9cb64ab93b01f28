import { prunableParameters } from '@sweepstake/graph';
import { modelByName } from '@sweepstake/models';
import { expect, test } from 'vitest';
import { configOf } from './figures.ts';
import { levelsOf } from './levels.ts';

const NETWORKS = [
  ['figure-3', 'lenet-300-100', 266_200],
  ['conv-2', 'conv-2', 4_300_992],
  ['conv-4', 'conv-4', 2_425_024],
  ['conv-6', 'conv-6', 2_261_184],
  ['resnet-18', 'resnet-18', 270_896],
  ['vgg-19', 'vgg-19', 20_024_000],
] as const;

// Percent of weights remaining after n rounds, one column per network, by exact arithmetic from the shapes and rates
// of the paper's figure 2 (sections 2 to 4, appendices H and I); Conv-6 with 4,096 inputs of its first dense layer.
const TABLE = `
  0 100.00 100.00 100.00 100.00 100.00 100.00
  1 80.04 80.10 81.08 82.54 80.24 80.01
  2 64.06 64.16 65.84 68.20 64.43 64.01
  3 51.28 51.41 53.55 56.39 51.78 51.21
  4 41.05 41.20 43.63 46.68 41.66 40.98
  5 32.87 33.02 35.61 38.67 33.56 32.79
  6 26.32 26.47 29.13 32.07 27.09 26.23
  7 21.07 21.23 23.88 26.61 21.91 20.99
  8 16.88 17.03 19.62 22.11 17.76 16.80
  9 13.52 13.66 16.16 18.38 14.44 13.44
  10 10.83 10.97 13.35 15.29 11.79 10.76
  11 8.68 8.81 11.06 12.74 9.67 8.61
  12 6.95 7.08 9.18 10.62 7.97 6.90
  13 5.57 5.69 7.65 8.86 6.61 5.52
  14 4.47 4.57 6.40 7.39 5.53 4.42
  15 3.58 3.68 5.37 6.18 4.66 3.54
  16 2.87 2.97 4.51 5.17 3.96 2.84
  17 2.31 2.39 3.81 4.32 3.41 2.28
  18 1.85 1.93 3.23 3.62 2.96 1.83
  19 1.49 1.56 2.75 3.03 2.61 1.47
  20 1.19 1.26 2.34 2.54 2.32 1.18
  21 0.96 1.02 2.01 2.13 2.09 0.95
  22 0.77 0.83 1.72 1.79 1.91 0.76
  23 0.62 0.67 1.49 1.51 1.76 0.62
  24 0.50 0.54 1.28 1.27 1.65 0.50
  25 0.40 0.44 1.11 1.06 1.55 0.40
  26 0.33 0.36 0.97 0.90 1.48 0.33
  27 0.26 0.30 0.84 0.75 1.42 0.27
  28 0.21 0.24 0.74 0.64 1.37 0.22
  29 0.17 0.20 0.65 0.54 1.33 0.18
  30 0.14 0.16 0.57 0.45 1.30 0.15
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

test.each(
  NETWORKS.map(
    ([experiment, network, weights], i) => [network, experiment, weights, i + 1] as const,
  ),
)(
  '%s keeps the percentages of the paper in rounds 0 to 30, and pruning starts from its weights',
  (name, experiment, weights, column) => {
    const config = { ...configOf(experiment, 'paper'), rounds: 30 };
    expect(config.network).toBe(name);
    const levels = levelsOf(modelByName(name), config);
    expect(levels[0]!.weights).toBe(weights);
    expect(levels.map(({ percentRemaining }) => percentRemaining.toFixed(2))).toEqual(
      TABLE.map((line) => line[column]),
    );
  },
);

test('shortcuts and output of the residual network are counted and never shrink', () => {
  const network = modelByName('resnet-18');
  const sizes = new Map<string, number>();
  for (const { role, shape } of prunableParameters(network))
    sizes.set(role, (sizes.get(role) ?? 0) + shape.reduce((a, b) => a * b, 1));
  expect(Object.fromEntries(sizes)).toEqual({
    convolution: 267_696,
    shortcut: 2_560,
    output: 640,
  });
  const config = { ...configOf('resnet-18', 'paper'), rounds: 200 };
  // 0.2 of three weights is rounded to 1 and of two weights to 0.
  expect(levelsOf(network, config).at(-1)!.weights).toBe(2 + 2_560 + 640);
});
