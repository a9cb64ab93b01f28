import { modelByName } from '@sweepstake/models';
import { expect, test } from 'vitest';
import { expand } from './expand.ts';
import { FIGURES, configOf, experimentNames, figureByName, presetOf } from './figures.ts';
import { levelsOf } from './levels.ts';
import { parseConfig } from './parse-config.ts';

const all = Object.values(FIGURES).flatMap((figure) =>
  Object.entries(figure.presets).map(([name, preset]) => ({ figure, name, preset })),
);

test('every preset is a valid configuration under its own names', () => {
  for (const { figure, name, preset } of all) {
    expect(parseConfig(preset.config)).toEqual(preset.config);
    expect([preset.config.experiment, preset.config.preset]).toEqual([figure.name, name]);
    expect(experimentNames).toContain(figure.name);
  }
});

test('every panel shows rounds that its preset runs', () => {
  for (const { preset } of all)
    for (const { series } of preset.panels.panels)
      for (const { variant, round } of series) {
        expect(round).toBeLessThanOrEqual(preset.config.rounds);
        if (variant === 'reinit') expect(preset.config.reinit.rounds).toContain(round);
      }
});

test('every preset can be planned', () => {
  for (const { preset } of all) {
    const { stages, runs } = expand(preset.config, 'engine-1');
    expect(stages.length).toBeGreaterThan(runs.length - 1);
  }
});

test('shown levels are of variants that the preset runs', () => {
  const levels = all.flatMap(({ preset }) =>
    (preset.levels ?? []).map((panel) => ({ preset, panel })),
  );
  expect(levels.length).toBeGreaterThan(0);
  for (const { preset, panel } of levels) {
    const variants = panel.series.map(({ variant }) => variant);
    expect(variants).toEqual(['ticket', 'reinit']);
    expect(preset.config.reinit.replicates).toBeGreaterThan(0);
  }
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
    ...configOf('figure-3', 'smoke'),
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
  expect(() => presetOf('figure-3', 'smok')).toThrow(
    "unknown preset 'smok' of figure-3; nearest valid names: smoke",
  );
});
