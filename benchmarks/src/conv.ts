import { fullMasks, layerwiseMagnitude, countSurvivors } from '@sweepstake/lottery';
import type { Masks } from '@sweepstake/training';
import type { Bench } from './bench-options.ts';
import {
  bestTorch,
  convProblem,
  met,
  milliseconds,
  ours,
  secondsOf,
  settingsOf,
} from './conv-crew.ts';
import { convFlops, describeSetting, type ConvSetting, type Survivors } from './conv-setting.ts';
import { CONV_PEERS, dismiss, startCrew, type Contender } from './crew.ts';
import { loadImages } from './data.ts';
import { median, percent, spread, times as ratio } from './numbers.ts';
import type { Report } from './report.ts';
import { initialOf } from './setting.ts';
import { slowTimes, type SlowTimes } from './slow-times.ts';

/** Uniform densities of every layer; 1 is dense. */
const DENSITIES = [1, 0.2, 0.05] as const;
const TARGETS = [
  { density: 1, variant: 'strict', least: 0.6 },
  { density: 1, variant: 'relaxed', least: 0.8 },
  { density: 0.2, variant: 'strict', least: 2 },
  { density: 0.05, variant: 'strict', least: 4 },
] as const;
const BATCHES = 24;

interface Row {
  readonly setting: ConvSetting;
  readonly density: number;
  readonly survivors: Survivors;
  readonly times: ReadonlyMap<string, SlowTimes>;
}

/** Whole training steps of the paper's convolutional networks beside PyTorch, dense and at uniform densities. */
export const conv: Bench = async (report, options) => {
  const { quick } = options;
  const repeats = options.repeats ?? (quick ? 1 : 3);
  const window = quick ? 0 : 2;
  const settings = settingsOf(options, quick ? ['conv-2'] : undefined);
  const dataset = await loadImages(report);
  const crew = await startCrew(report, options, CONV_PEERS);
  report.text(conditions(settings, repeats, window));
  const rows: Row[] = [];
  for (const setting of settings) {
    const masks = new Map(
      DENSITIES.filter((d) => d < 1).map((d) => [`uniform-${d}`, uniform(setting, d)]),
    );
    const folder = convProblem(setting, dataset, BATCHES, masks);
    for (const density of DENSITIES) {
      report.progress(`${setting.name}, ${percent(density)}`);
      const set = density === 1 ? null : `uniform-${density}`;
      const of = masks.get(`uniform-${density}`);
      const survivors = of === undefined ? null : Object.fromEntries(countSurvivors(of));
      const times = await slowTimes(crew, { folder, set, repeats, window });
      rows.push({ setting, density, survivors, times });
    }
  }
  ratios(report, rows, crew);
  targets(report, rows, crew);
  everyone(report, rows, crew);
  dismiss(crew);
};

const conditions = (settings: readonly ConvSetting[], repeats: number, window: number): string =>
  [
    'Whole training steps (forward, loss, backward, masks, update) on batches of the training set, from the initial weights,',
    `after two untimed steps whose losses must agree. ${settings.map(describeSetting).join('; ')}.`,
    'Every weight tensor keeps the same share of its weights, those of largest initial magnitude; biases and norms are whole.',
    'PyTorch is dense whatever the share (masks multiplied into weights once and into gradients at every step), with fused',
    'optimisers, in two memory layouts, of which the faster one of each row counts. Batches are ready before the clock starts;',
    '`with gathering` is what a real run does, which takes its batch from the bytes.',
    `Medians of ${repeats} interleaved windows of about ${window} s, at least one step each.`,
  ].join(' ');

/** Masks that keep the same share of every weight tensor. */
function uniform(setting: ConvSetting, density: number): Masks {
  const weights = initialOf(setting);
  const rates = new Map(Object.keys(setting.rates).map((name) => [name, 1 - density]));
  return layerwiseMagnitude(weights, fullMasks(weights, rates.keys()), rates);
}

const title = ({ setting, density }: Row): string =>
  `${setting.name}, ${density === 1 ? 'dense' : percent(density)}`;

function ratios(report: Report, rows: readonly Row[], crew: readonly Contender[]): void {
  report.heading('Milliseconds per step, and how many times PyTorch’s speed');
  report.table(
    [
      '',
      'strict',
      'with gathering',
      'GFLOP/s',
      'fast math',
      'GFLOP/s',
      'PyTorch best',
      'strict x PyTorch',
      'fast math x PyTorch',
    ],
    rows.map((row) => {
      const { times, setting, survivors } = row;
      const [strict, relaxed] = (['strict', 'relaxed'] as const).map((v) =>
        secondsOf(times, ours(v)),
      ) as [number, number];
      const flops = convFlops(setting, survivors);
      const speed = (seconds: number): string =>
        Number.isNaN(seconds) ? '' : (flops / seconds / 1e9).toFixed(1);
      const torch = bestTorch(crew, times);
      const theirs = torch === undefined ? Number.NaN : secondsOf(times, torch.label);
      return [
        title(row),
        milliseconds(strict),
        milliseconds(median(times.get(ours('strict'))?.gathered ?? [])),
        speed(strict),
        milliseconds(relaxed),
        speed(relaxed),
        torch === undefined ? '' : `${milliseconds(theirs)} (${torch.variant})`,
        ratio(theirs / strict),
        ratio(theirs / relaxed),
      ];
    }),
  );
  report.text(
    'GFLOP/s counts surviving weights only: 2 forward, 2 weight gradient and 2 input gradient per surviving multiply-add, the first layer without input gradient, as a direct convolution would do them; Winograd does fewer.',
  );
}

function targets(report: Report, rows: readonly Row[], crew: readonly Contender[]): void {
  report.heading('Targets');
  report.table(
    ['', 'target', 'measured', 'met'],
    rows.flatMap((row) =>
      TARGETS.filter(({ density }) => density === row.density).flatMap(({ variant, least }) => {
        const torch = bestTorch(crew, row.times);
        if (torch === undefined || !row.times.has(ours(variant))) return [];
        const measured = secondsOf(row.times, torch.label) / secondsOf(row.times, ours(variant));
        const name = `${title(row)}, ${variant === 'strict' ? variant : 'fast math'}`;
        return [[name, ratio(least), ratio(measured), met(measured >= least)]];
      }),
    ),
  );
}

function everyone(report: Report, rows: readonly Row[], crew: readonly Contender[]): void {
  report.heading(
    'Everyone: median milliseconds per step (slowest to fastest window; loss of the second step)',
  );
  report.table(
    ['', ...crew.map(({ label }) => label)],
    rows.map((row) => [
      title(row),
      ...crew.map(({ label }) => {
        const { seconds = [], losses = [] } = row.times.get(label) ?? {};
        const loss = losses[1]?.toFixed(4) ?? '';
        return `${milliseconds(median(seconds))} (${spread(seconds)}; ${loss})`;
      }),
    ]),
  );
}
