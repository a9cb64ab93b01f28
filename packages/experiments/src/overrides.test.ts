import { expect, test } from 'vitest';
import { configOf } from './figures.ts';
import { KEYS } from './keys.ts';
import { applyOverrides } from './overrides.ts';
import { parseConfig } from './parse-config.ts';
import { resolveRunFile } from './resolve-run-file.ts';
import { runFileJsonSchema } from './run-file.ts';
import { settingOf } from './setting.ts';

const base = configOf('figure-3', 'quick');
const set = (...overrides: string[]) => applyOverrides(base, overrides);

test('overrides reach single keys, groups and lists, and the last of equal keys wins', () => {
  const config = set('rates.hidden=0.3', 'rounds=2', 'rounds=5', 'reinit.rounds=3,5', 'dataset=x');
  expect(config).toEqual({
    ...base,
    rates: { ...base.rates, hidden: 0.3 },
    rounds: 5,
    reinit: { rounds: [3, 5], replicates: 1 },
    dataset: 'x',
  });
  expect(set('reinit.rounds=[1, 2]').reinit.rounds).toEqual([1, 2]);
  expect(set('reinit.rounds=').reinit.rounds).toEqual([]);
  expect(set('evaluation.train_accuracy=true').evaluation.train_accuracy).toBe(true);
});

test('augmentation, further evaluation points and rates of shortcuts can be set', () => {
  const config = set(
    'augmentation.flip=true',
    'augmentation.crop=4',
    'evaluation.at=10000,20000',
    'rates.shortcut=0.1',
  );
  expect(config).toEqual({
    ...base,
    augmentation: { flip: true, crop: 4 },
    evaluation: { ...base.evaluation, at: [10_000, 20_000] },
    rates: { ...base.rates, shortcut: 0.1 },
  });
  expect(settingOf(config)).toBe(
    'augmentation.crop=4;augmentation.flip=true;evaluation.at=10000,20000;rates.shortcut=0.1',
  );
});

test('a configuration from before a key existed means what was done then', () => {
  const { augmentation: _augmentation, ...older } = base;
  const { shortcut: _shortcut, ...rates } = base.rates;
  const { at: _at, ...evaluation } = base.evaluation;
  expect(parseConfig({ ...older, rates, evaluation })).toEqual(base);
});

test('a new kind of optimizer brings its own defaults', () => {
  expect(set('optimizer.kind=momentum', 'optimizer.weight_decay=1e-4').optimizer).toEqual({
    kind: 'momentum',
    momentum: 0.9,
    weight_decay: 1e-4,
  });
  expect(set('optimizer.kind=adam', 'optimizer.beta1=0.8').optimizer).toEqual({
    ...base.optimizer,
    beta1: 0.8,
  });
});

test.each([
  [
    'rates.hiden=0.3',
    'UNKNOWN_KEY',
    "unknown key 'rates.hiden'; nearest valid names: rates.hidden",
  ],
  ['rate=0.3', 'UNKNOWN_KEY', "unknown key 'rate'; nearest valid names: "],
  ['rates=0.3', 'UNKNOWN_KEY', 'nearest valid names: rates.hidden, rates.output'],
  ['preset=paper', 'UNKNOWN_KEY', "unknown key 'preset'"],
  ['rates.hidden', 'OVERRIDE', "override 'rates.hidden' is not of the form key=value"],
  ['rates.hidden=1.2', 'VALUE', 'rates.hidden is 1.2; it must be a number from 0 to 1'],
  ['rates.output=-0.1', 'VALUE', 'rates.output is -0.1; it must be a number from 0 to 1'],
  ['rates.hidden=much', 'VALUE', 'rates.hidden is "much"; it must be a number from 0 to 1'],
  ['rates.hidden=', 'VALUE', 'rates.hidden is ""; it must be a number from 0 to 1'],
  ['iterations=1.5', 'VALUE', 'iterations is 1.5; it must be a whole number, 1 or more'],
  ['trials=0', 'VALUE', 'trials is 0; it must be a whole number, 1 or more'],
  ['fast_math=yes', 'VALUE', 'fast_math is "yes"; it must be true or false'],
  ['evaluation.test=never', 'VALUE', 'evaluation.test is "never"; it must be grid or early-stop'],
  [
    'augmentation.crop=-1',
    'VALUE',
    'augmentation.crop is -1; it must be a whole number, 0 or more',
  ],
  ['evaluation.at=x', 'VALUE', 'evaluation.at.0 is "x"; it must be a list of iterations'],
  ['reinit.rounds=3,x', 'VALUE', 'reinit.rounds.1 is "x"; it must be a list of rounds'],
  ['optimizer.kind=adamw', 'VALUE', 'optimizer.kind is "adamw"; it must be adam, sgd or momentum'],
  ['optimizer.momentum=0.9', 'VALUE', 'optimizer.momentum means nothing to optimizer adam'],
  ['rewind_to=4000', 'VALUE', 'rewind_to is 4000; it must be below iterations (4000)'],
])('%s is refused', (override, code, message) => {
  expect(() => set(override)).toThrow(
    expect.objectContaining({
      code: `SWEEPSTAKE_EXPERIMENTS_${code}`,
      message: expect.stringContaining(message),
    }),
  );
});

test('every key of every preset can be set', () => {
  const { experiment: _experiment, preset: _preset, ...keys } = base;
  for (const [key, value] of Object.entries(keys)) {
    const names = typeof value === 'object' ? Object.keys(value).map((k) => `${key}.${k}`) : [key];
    for (const name of names) expect(KEYS.get(name)?.name).toBe(name);
  }
});

test('a setting says what differs from the preset, sorted, without what has its own column', () => {
  expect(settingOf(base)).toBe('');
  expect(settingOf(set('trials=2', 'rounds=1', 'reinit.replicates=3', 'dataset=strokes'))).toBe('');
  expect(settingOf(set('rates.output=0.3', 'learning_rate=0.01', 'seed=4'))).toBe(
    'learning_rate=0.01;rates.output=0.3;seed=4',
  );
  expect(settingOf(set('schedule.milestones=10,20'))).toBe('schedule.milestones=10,20');
});

test('a run file changes a preset key by key', () => {
  const file = { experiment: 'figure-3', preset: 'tiny', rates: { hidden: 0.5 }, trials: 3 };
  const smoke = configOf('figure-3', 'tiny');
  expect(resolveRunFile(file)).toEqual({
    ...smoke,
    trials: 3,
    rates: { ...smoke.rates, hidden: 0.5 },
  });
  expect(resolveRunFile({ experiment: 'figure-3' })).toEqual(base);
  const deep = configOf('resnet-18', 'paper');
  const often = { experiment: 'resnet-18', preset: 'paper', evaluation: { every: 50 } };
  expect(resolveRunFile(often)).toEqual({
    ...deep,
    evaluation: { ...deep.evaluation, every: 50 },
  });
  const sgd = { experiment: 'figure-3', optimizer: { kind: 'sgd' } };
  expect(resolveRunFile(sgd).optimizer).toEqual({ kind: 'sgd', weight_decay: 0 });
});

test.each([
  [{ experiment: 'figure-3', trails: 3 }, "unknown key 'trails'; nearest valid names: trials"],
  [{ experiment: 'figure-3', rates: { hiden: 1 } }, "unknown key 'rates.hiden'"],
  [{ experiment: 'figure-3', rates: { hidden: 2 } }, 'rates.hidden is 2; it must be a number from'],
  [{ experiment: 'figure-46' }, "unknown experiment 'figure-46'"],
  [{ preset: 'quick' }, 'experiment is missing; it must be'],
  [{ experiment: 'figure-3', optimizer: { kind: 'sgd', beta1: 0.9 } }, 'nothing to optimizer sgd'],
])('the run file %j is refused', (file, message) => {
  expect(() => resolveRunFile(file)).toThrow(message);
});

test('the JSON schema of run files asks for the experiment only and knows every key', () => {
  const schema = runFileJsonSchema() as { required: string[]; properties: Record<string, unknown> };
  expect(schema.required).toEqual(['experiment']);
  for (const name of KEYS.keys())
    expect(Object.keys(schema.properties)).toContain(name.split('.')[0]);
});

test('rounds of a variant that are asked for must be in the chain; those of a preset end with it', () => {
  const config = configOf('figure-3', 'tiny');
  expect(() => applyOverrides(config, ['reinit.rounds=99'])).toThrow(
    /reinit.rounds is \[99\]; it must be rounds up to rounds \(\d+\)/,
  );
  expect(applyOverrides(config, ['rounds=0']).rounds).toBe(0);
  expect(applyOverrides(config, ['rounds=9', 'reinit.rounds=9']).reinit.rounds).toEqual([9]);
});
