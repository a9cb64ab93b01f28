import { describe, expect, it } from 'vitest';
import { unnarrowed } from './network-name.ts';
import { formatSetting, isAmbiguous, matchesSetting } from './setting.ts';

describe('matchesSetting', () => {
  it.each([
    [{}, '', 'paper', true],
    [{}, 'learning_rate=0.01', 'paper', false],
    [{ learning_rate: '0.01' }, '', 'paper', false],
    [{ learning_rate: '0.000025' }, 'learning_rate=2.5e-5', 'paper', true],
    [{ learning_rate: '0.01' }, 'learning_rate=0.01;batch=10', 'paper', false],
    [{ 'optimizer.kind': ['sgd', null] }, '', 'paper', true],
    [{ 'optimizer.kind': ['sgd', null] }, 'optimizer.kind=sgd', 'paper', true],
    [{ 'optimizer.kind': ['sgd', null] }, 'optimizer.kind=adam', 'paper', false],
    // Of the paper's size only at paper.
    [{ iterations: '60000' }, 'iterations=2400', 'paper', false],
    [{ iterations: '60000' }, 'iterations=2400', 'reduced', true],
    [{ iterations: '60000' }, '', 'reduced', true],
    [{}, 'iterations=100', 'paper', false],
    [{}, 'iterations=100', 'reduced', true],
    [{}, 'levels=6,14', 'reduced', true],
    // A warm-up may be shorter, but must be there.
    [{ 'schedule.warmup': '10000' }, 'schedule.warmup=27', 'reduced', true],
    [{ 'schedule.warmup': '10000' }, '', 'reduced', false],
    [{}, 'schedule.warmup=27', 'reduced', false],
  ] as const)('of %j and "%s" at %s is %s', (wanted, setting, preset, expected) => {
    expect(matchesSetting(wanted, setting, preset)).toBe(expected);
  });

  it('is ambiguous where a preset scales several lengths of warm-up that match', () => {
    const wanted = { 'schedule.warmup': '10000' };
    const two = ['schedule.warmup=13', 'schedule.warmup=27'];
    expect(isAmbiguous(wanted, two, 'reduced')).toBe(true);
    expect(isAmbiguous(wanted, two.slice(1), 'reduced')).toBe(false);
    expect(isAmbiguous(wanted, two, 'paper')).toBe(false);
    expect(isAmbiguous({ iterations: '60000' }, ['', 'iterations=480'], 'reduced')).toBe(false);
  });

  it('has a form for readers: sorted keys, the first of several values', () => {
    const wanted = { 'rates.output': ['0.2', '0.3'], batch: '10', 'optimizer.kind': ['sgd', null] };
    expect(formatSetting(wanted)).toBe('batch=10;optimizer.kind=sgd;rates.output=0.2');
  });
});

describe('unnarrowed', () => {
  it.each([
    ['conv-2', 'conv-2', ''],
    ['conv-2/w0.25', 'conv-2', 'w0.25'],
    ['conv-2/w0.25/dropout0.5', 'conv-2/dropout0.5', 'w0.25'],
    ['conv-2/dropout0.5', 'conv-2/dropout0.5', ''],
  ])('takes %s apart', (name, network, width) => {
    expect(unnarrowed(name)).toStrictEqual({ network, width });
  });
});
