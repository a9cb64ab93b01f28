import { modelByName } from '@sweepstake/models';
import { expect, test } from 'vitest';
import { armsOf } from './arms-of.ts';
import { BASE_TITLES } from './base-titles.ts';
import type { RunConfig } from './config.ts';
import { expand } from './expand.ts';
import {
  addExperiment,
  configOf,
  experimentNames,
  figureByName,
  paperFigures,
  presetOf,
} from './figures.ts';
import { levelsOf } from './levels.ts';
import { applyOverrides } from './overrides.ts';
import { parseConfig } from './parse-config.ts';

const all = experimentNames().flatMap((name) =>
  figureByName(name).presetNames.map((preset) => presetOf(name, preset)),
);

test('there is a file for every figure of the paper', () => {
  expect(paperFigures).toEqual(Array.from({ length: 45 }, (_, i) => `figure-${i + 1}`));
  for (const name of paperFigures)
    expect(figureByName(name).presetNames).toEqual(
      expect.arrayContaining(['smoke', 'reduced', 'paper']),
    );
});

test('every arm of every preset is a valid configuration under its own names', () => {
  for (const { config, arms, name } of all)
    for (const arm of arms) {
      expect(parseConfig(arm.config)).toEqual(arm.config);
      expect([arm.config.experiment, arm.config.preset]).toEqual([config.experiment, name]);
    }
});

test('every preset of up to a thousand trainings can be planned', () => {
  for (const { config, arms } of all) {
    if (config.preset === 'paper') continue;
    const { stages, runs } = expand(config, 'engine-1');
    expect(stages.length).toBeGreaterThanOrEqual(arms.length);
    expect(runs.length).toBeGreaterThanOrEqual(arms.length);
  }
});

test('arms have settings and labels of their own', () => {
  for (const { config } of all) {
    const arms = armsOf(config);
    expect(arms).toHaveLength(presetOf(config.experiment, config.preset).arms.length);
    const names = arms.map(({ network, label }) => `${network} ${label}`);
    expect(new Set(names).size).toBe(arms.length);
  }
});

test('a plot shows variants that its preset runs, at every panel', () => {
  for (const { config, plots } of all) {
    const { runs, arms } = expand(config.preset === 'paper' ? few(config) : config, 'engine-1');
    for (const plot of plots) {
      if (plot.kind !== 'levels') continue;
      for (const { variants, arms: only } of plot.panels) {
        const shown = arms.flatMap(({ label, network }, i) =>
          only === undefined || only.includes(label) || only.includes(BASE_TITLES[network])
            ? [i]
            : [],
        );
        expect(shown.length).toBeGreaterThan(0);
        for (const variant of variants)
          for (const arm of shown)
            expect(runs.some((run) => run.arm === arm && run.variant === variant)).toBe(true);
      }
    }
  }
});

/** One trial of a preset, of which a thousand trainings would take seconds to plan. */
const few = (config: RunConfig): RunConfig => ({ ...config, trials: 1 });

test('figures that show the same runs have the same stages', () => {
  const ids = (name: string, preset: string) =>
    new Set(
      expand({ ...configOf(name, preset), trials: 1 }, 'engine-1').stages.map(({ id }) => id),
    );
  for (const preset of ['smoke', 'reduced', 'paper']) {
    expect(ids('figure-11', preset)).toEqual(ids('figure-3', preset));
    expect(ids('figure-12', preset)).toEqual(ids('figure-4', preset));
    expect(ids('figure-13', preset)).toEqual(ids('figure-5', preset));
  }
  // At full size the chain of figure 3 is part of that of figure 4, and both networks of figure 1 are in others.
  const four = ids('figure-4', 'paper');
  for (const id of ids('figure-3', 'paper')) expect(four).toContain(id);
  const one = ids('figure-1', 'paper');
  const tickets = expand({ ...configOf('figure-5', 'paper'), trials: 1 }, 'engine-1').runs.filter(
    ({ variant }) => variant === 'ticket',
  );
  for (const { stage } of tickets) expect(one).toContain(stage);
});

test('presets that train shorter scale the iterations of arms', () => {
  const warmUp = (name: string, preset: string) =>
    armsOf(configOf(name, preset)).map(({ config }) => config.schedule.warmup);
  expect(warmUp('figure-44', 'paper')).toEqual([0, 500, 1000, 5000, 10_000, 20_000]);
  expect(warmUp('figure-44', 'reduced')).toEqual([0, 7, 13, 67, 133, 267]);
  expect(warmUp('figure-45', 'smoke')).toEqual([0, 1, 2, 10, 20, 40]);
  const dropout = armsOf(configOf('figure-6', 'reduced'))[0]!;
  expect(dropout.config).toMatchObject({ network: 'conv-2/w0.25/dropout0.5', iterations: 480 });
});

test('what is set reaches every arm and wins over its own values', () => {
  const config = applyOverrides(configOf('figure-32', 'smoke'), [
    'dataset=stand-in',
    'iterations=7',
  ]);
  for (const arm of armsOf(config))
    expect(arm.config).toMatchObject({ dataset: 'strokes-32', iterations: 7 });
  const settings = armsOf(configOf('figure-26', 'paper')).map(({ setting }) => setting);
  expect(settings).toContain('learning_rate=0.0002');
  expect(settings).toContain('');
  const equal = applyOverrides(configOf('figure-26', 'smoke'), ['learning_rate=0.5']);
  expect(armsOf(equal)).toHaveLength(1);
});

const own = {
  name: 'own-rates',
  title: 'Rates',
  about: 'Two rates.',
  arms: [
    { base: 'lenet', label: 'rate {value}', vary: { key: 'learning_rate', values: [1e-3, 2e-3] } },
  ],
  presets: { smoke: {} },
  plots: [
    {
      kind: 'levels',
      panels: [
        { title: 'Stop', metric: 'early_stop_iteration', at: 'early_stop', variants: ['ticket'] },
      ],
    },
  ],
};

test('a file of a user is an experiment by its name', () => {
  addExperiment(own, 'own.yaml');
  expect(addExperiment(structuredClone(own), 'own.yaml').name).toBe('own-rates');
  expect(expand(configOf('own-rates', 'smoke'), 'engine-1').runs).toHaveLength(2 * 2 * 3);
});

const levels = (panel: object): object => ({
  kind: 'levels',
  panels: [{ title: 'x', metric: 'test_accuracy', at: 'end', variants: ['ticket'], ...panel }],
});

test.each([
  [{ ...own, name: 'figure-3' }, "own.yaml is named 'figure-3', as another experiment is"],
  [{ ...own, title: '' }, 'own.yaml is no experiment: title is "": too small'],
  [{ ...own, extra: 1 }, "own.yaml is no experiment: unknown key 'extra'"],
  [
    { ...own, name: 'a', arms: [{ base: 'lenet5' }] },
    'own.yaml is no experiment: arms.0.base is "lenet5"; it must be one of lenet, conv-2',
  ],
  [
    { ...own, name: 'b', set: { rates: { hidden: 3 } } },
    'own.yaml is no experiment: set.rates.hidden',
  ],
  [
    { ...own, name: 'c', arms: [{ base: 'lenet', vary: { key: 'learning_rat', values: [1] } }] },
    "own.yaml: unknown key 'learning_rat'; nearest valid names: learning_rate",
  ],
  [
    { ...own, name: 'd', plots: [levels({ metric: 'accuracyy' })] },
    'plots.0.panels.0.metric is "accuracyy"; it must be one of early_stop_iteration',
  ],
  [
    { ...own, name: 'e', plots: [levels({ variants: ['renit'] })] },
    'plots.0.panels.0.variants.0 is "renit"; it must be ticket, reinit',
  ],
  [{ ...own, name: 'F' }, 'name is "F"; it must be lower-case letters'],
  [{ ...own, name: undefined }, 'name is missing'],
])('a file that is no experiment is refused: %#', (file, message) => {
  expect(() => addExperiment(file, 'own.yaml')).toThrow(message);
});

// Learning rate, batch, iterations, trials, rounds and seeds per ticket of the paper's figure 2 and appendices H and I.
test.each([
  ['conv-2', 2e-4, 60, 20_000, 5, 24, 3],
  ['conv-4', 3e-4, 60, 25_000, 5, 24, 3],
  ['conv-6', 3e-4, 60, 30_000, 5, 24, 3],
  ['resnet-18', 0.1, 128, 30_000, 3, 20, 1],
  ['vgg-19', 0.1, 64, 112_480, 3, 20, 1],
])('%s is trained as in the paper', (name, rate, batch, iterations, trials, rounds, seeds) => {
  expect(configOf(name, 'paper')).toMatchObject({
    network: name,
    dataset: 'cifar-10',
    learning_rate: rate,
    batch,
    iterations,
    trials,
    rounds,
    reinit: { replicates: seeds },
  });
});

const percent = (preset: string, rounds: number[]) => {
  const config = configOf('figure-3', preset);
  const levels = levelsOf(modelByName(config.network), config);
  return rounds.map((round) => levels[round]!.percentRemaining.toFixed(1));
};

test('the levels of figure 3 are those of the paper and of the quick schedule', () => {
  // Percentages of section 2 and figure 3 of the paper.
  expect(percent('paper', [0, 3, 7, 12, 15, 18])).toEqual([
    '100.0',
    '51.3',
    '21.1',
    '7.0',
    '3.6',
    '1.9',
  ]);
  expect(percent('quick', [0, 1, 2, 3])).toEqual(['100.0', '60.1', '36.1', '21.7']);
});

test('layers that are ranked together shrink as one', () => {
  const config = {
    ...configOf('figure-3', 'tiny'),
    criterion: 'global-magnitude' as const,
    rates: { hidden: 0.5, output: 0, convolution: 0, shortcut: 0 },
    rounds: 1,
  };
  const level = levelsOf(modelByName('mlp-8-3-2'), config)[1]!;
  expect(level).toEqual({ round: 1, weights: 12 + 6, percentRemaining: 60 });
  const mixed = { ...config, rates: { hidden: 0.5, output: 0.2, convolution: 0, shortcut: 0 } };
  expect(() => levelsOf(modelByName('mlp-8-3-2'), mixed)).toThrow('rates is [0.5,0.2]');
});

test('unknown experiments and presets are answered with the nearest names', () => {
  expect(() => figureByName('figure3')).toThrow(
    "unknown experiment 'figure3'; nearest valid names: figure-3",
  );
  expect(() => presetOf('figure-3', 'smoky')).toThrow(
    "unknown preset 'smoky' of figure-3; it has tiny, smoke",
  );
});
