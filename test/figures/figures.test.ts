import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { armsOf, configOf, expand } from '@sweepstake/experiments';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './findings.ts';
import { figureFindings } from './figures-of-the-paper.ts';
import { SECTION_8 } from './section-8.ts';

const CLI = fileURLToPath(new URL('../../apps/cli/src/cli.ts', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweepstake-figures-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const numbers = Object.keys(SECTION_8).map(Number);

test.each(numbers)('figure %i trains the networks, variants and grid of the paper', (number) => {
  const { networks, variants, settings } = SECTION_8[number]!;
  for (const preset of ['smoke', 'paper']) {
    const config = configOf(`figure-${number}`, preset);
    const arms = armsOf(config);
    expect(arms).toHaveLength(networks.length * settings);
    expect(new Set(arms.map(({ network }) => network)).size).toBe(networks.length);
    const plan = expand({ ...config, trials: 1 }, 'engine-1');
    const trained = new Set(plan.runs.map(({ variant }) => variant));
    for (const variant of variants) expect(trained).toContain(variant);
  }
});

test('a table that lacks something is told apart', () => {
  const row = (network: string, round: string, mean: string) => ({
    network,
    setting: '',
    variant: 'ticket',
    round,
    at: 'early_stop',
    metric: 'early_stop_iteration',
    percent_remaining: '50',
    mean,
    min: '1',
    max: '2',
  });
  const shown = {
    networks: ['conv-2'],
    variants: ['ticket'],
    settings: 1,
    panels: [['early_stop_iteration', 'early_stop'] as const],
  };
  const whole = [row('conv-2/w0.25', '0', '3'), row('conv-2/w0.25', '3', '4')];
  expect(findings(shown, whole)).toEqual([]);
  expect(findings(shown, whole.slice(1))).toEqual([
    'conv-2/w0.25  ticket: early_stop_iteration at early_stop has 1 levels',
  ]);
  expect(findings(shown, [...whole, row('conv-2', '0', 'NaN')])).toEqual([
    "row 2: mean is 'NaN'",
    'conv-2 has 2 settings, not 1',
    'conv-2  ticket: early_stop_iteration at early_stop has 1 levels',
  ]);
  const first = whole.map((one) => ({ ...one, at: 'iteration', iteration: '10' }));
  const checkpoints = {
    ...shown,
    panels: [
      ['early_stop_iteration', '1'],
      ['early_stop_iteration', '2'],
    ] as const,
  };
  expect(findings(checkpoints, first)).toEqual([
    'conv-2/w0.25  ticket: early_stop_iteration at 2 has 0 levels',
  ]);
  expect(findings({ ...shown, settings: 2 }, whole)).toEqual(['conv-2 has 1 settings, not 2']);
});

// Together every kind of variant and of plot: curves, levels over percent (both axes) and weights, three reported
// iterations, densities, the table; reinit, random, one-shot, continued, resample, small-initial, noise, dropout.
const CONVOLUTIONS = [6, 8, 14, 39];
const SUBSET = [2, 3, 4, 6, 8, 9, 14, 15, 17, 18, 20, 23, 25, 31, 39];

test.each(SUBSET)(
  'figure %i is trained and drawn, on drawn digits, with all that it shows',
  (number) => {
    const run = (...words: string[]) =>
      execFileSync(process.execPath, ['--conditions=@sweepstake/source', CLI, ...words], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    run(
      'figure',
      `figure-${number}`,
      '--preset',
      'smoke',
      '--dataset',
      'stand-in',
      '--figures',
      'drawn',
      // One trial where convolutions are trained: the whole of it takes minutes.
      ...(CONVOLUTIONS.includes(number) ? ['--trials', '1'] : []),
    );
    expect(figureFindings(join(folder, 'drawn'), number, 'smoke')).toEqual([]);
  },
);
