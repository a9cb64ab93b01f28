import { expect, test } from 'vitest';
import type { LiveRun } from './live-input.ts';
import { liveParts } from './live-section.ts';

const RUN: LiveRun = {
  folder: 'runs/figure-3-paper',
  about: 'figure-3 --preset <paper>',
  stages: 8,
  done: 2,
  running: 1,
  stale: 1,
  failed: 1,
  pending: 3,
  pace: ['12 trainings an hour', 'about 5 min to go'],
  busy: [{ label: 'trial 0 round 1 ticket (80.0%)', about: 'for 12 s' }],
  failures: [{ label: 'trial 1 round 0 ticket (100%)', about: 'the worker died' }],
  metric: 'Validation accuracy',
  curves: [
    { label: 'trial 0', running: true, iterations: [0, 100, 200], values: [0.1, null, 0.9] },
    { label: 'trial 1', running: false, iterations: [0, 200], values: [0.1, 0.95] },
  ],
  levels: [
    {
      variant: 'ticket',
      percentRemaining: 100,
      earlyStop: { mean: 4000, min: 3000, max: 5000, runs: 5, censored: 0 },
      accuracyAtEarlyStop: { mean: 0.9776, min: 0.97, max: 0.98, runs: 5, censored: 0 },
      accuracyAtEnd: null,
    },
    {
      variant: 'ticket',
      percentRemaining: 21.07,
      earlyStop: { mean: 3000, min: 3000, max: 3000, runs: 1, censored: 0 },
      accuracyAtEarlyStop: null,
      accuracyAtEnd: null,
    },
  ],
  subset: 'test',
};

const markup = (run: LiveRun): string =>
  liveParts({ folder: 'runs', runs: [run] })['live-runs']!.replaceAll(/\s+/g, ' ');

test('the bar is as wide as the shares of its states', () => {
  const page = markup(RUN);
  const widths = [...page.matchAll(/class="(\w+)" style="width: ?([\d.]+)%"/g)];
  expect(widths.map(([, state, width]) => [state, width])).toEqual([
    ['done', '25'],
    ['running', '12.5'],
    ['stale', '12.5'],
    ['failed', '12.5'],
  ]);
  expect(page).toContain('aria-valuenow="2"');
  expect(page).toMatch(/<b>2<\/b> of 8 stages finished, 1 running/);
});

test('what runs, what failed and why, and the pace are there as words', () => {
  const page = markup(RUN);
  for (const words of [
    'trial 0 round 1 ticket (80.0%), for 12 s',
    'failed: trial 1 round 0 ticket (100%), the worker died',
    '12 trainings an hour, about 5 min to go',
    'figure-3 --preset &lt;paper&gt;',
  ])
    expect(page).toContain(words);
});

test('points stand where their numbers say: the first at the left, the last at the right, gaps left out', () => {
  const [path] = /M[\d.,]+L[\d.,L]+/.exec(markup(RUN))!;
  const points = path
    .slice(1)
    .split('L')
    .map((point) => point.split(',').map(Number));
  expect(points).toHaveLength(2);
  const [[left, low], [right, high]] = points as [[number, number], [number, number]];
  expect([left, right]).toEqual([46, 310]);
  expect(low).toBeGreaterThan(high);
});

test('a level of one run has a mean and no range, one without a value a dash', () => {
  const page = markup(RUN);
  expect(page).toContain('<td>4000 [3000, 5000]</td>');
  expect(page).toContain('<td>97.76% [97.00, 98.00]</td>');
  expect(page).toContain('<td>3000</td>');
  expect(page).toContain('<td>–</td>');
});

test('a run without a curve or a level has no chart', () => {
  const page = markup({ ...RUN, curves: [], levels: [] });
  expect(page).not.toContain('<svg');
  expect(page).not.toContain('<table');
});

test('an early stop at the last iteration is a lower bound, in the table and as a hollow triangle', () => {
  const stops = { mean: 50, min: 40, max: 60, runs: 2, censored: 1 };
  const level = { ...RUN.levels[0]!, percentRemaining: 80, earlyStop: stops };
  const all = { ...level, percentRemaining: 64, earlyStop: { ...stops, mean: 60, min: 60 } };
  const page = markup({ ...RUN, levels: [RUN.levels[0]!, level, all] });
  expect(page).toContain('<td>4000 [3000, 5000]</td>');
  expect(page).toContain('<td>≥ 50 [40, ≥ 60]</td>');
  expect(page).toContain('<td>≥ 60</td>');
  expect(page).toContain('≥ marks a lower bound');
  expect(page.match(/<path class="s0 hollow"/g)).toHaveLength(2);
  expect(page.match(/hollow triangles are lower bounds/g)).toHaveLength(1);
  expect(markup(RUN)).not.toContain('hollow');
});

test('eighteen lines, as the largest figure has, are of as many looks, with a line and without', () => {
  const levels = Array.from({ length: 18 }, (_, i) => ({
    ...RUN.levels[0]!,
    variant: `network ${i}`,
  }));
  const looks = (pattern: RegExp) => new Set(markup({ ...RUN, curves: [], levels }).match(pattern));
  expect(looks(/<path class="line [^"]*"/g).size).toBe(18);
  expect(looks(/<(?:circle|rect) class="[^"]*"/g).size).toBe(18);
});

test('where a chart cuts off how its curves begin, it says so, and else it does not', () => {
  const iterations = [0, 100, 200, 300];
  const curve = { label: 'trial 0', running: true, iterations };
  const steep = markup({ ...RUN, curves: [{ ...curve, values: [0.1, 0.9, 0.91, 0.92] }] });
  const flat = markup({ ...RUN, curves: [{ ...curve, values: [0.9, 0.9, 0.91, 0.92] }] });
  expect(steep).toContain('beginnings outside of the axis are cut off');
  expect(flat).not.toContain('cut off');
});
