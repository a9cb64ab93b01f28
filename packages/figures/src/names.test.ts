import { expect, test } from 'vitest';
import { metricName, settingName, variantName } from './names.ts';

test('every variant of the study has words for a legend', () => {
  expect(
    [
      'ticket',
      'reinit',
      'random',
      'one-shot',
      'one-shot-reinit',
      'resample',
      'small-initial',
      'continued',
      'continued-chain',
      'noise-0.5',
      'noise-3',
    ].map(variantName),
  ).toEqual([
    'winning ticket',
    'random reinitialisation',
    'random sparse network',
    'one-shot ticket',
    'reinitialised one-shot ticket',
    "resampled from the ticket's initial weights",
    'small initial weights pruned',
    'mask of continued training',
    'continued training',
    'noise 0.5σ',
    'noise 3σ',
  ]);
});

test('a setting reads as words, and a variant or key without any as it is written', () => {
  expect(settingName('learning_rate=0.0002;schedule.warmup=1000')).toBe(
    'learning rate 0.0002, warm-up 1000',
  );
  expect(settingName('criterion=layerwise-magnitude')).toBe('layer-wise pruning');
  expect(settingName('evaluation.every=10')).toBe('evaluation every 10');
  expect(variantName('my-variant')).toBe('my-variant');
  expect(metricName('train_accuracy')).toBe('Train accuracy');
});
