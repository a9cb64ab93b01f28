import { renderPng, renderSvg } from '@sweepstake/figures';
import type { Bench, BenchOptions } from './bench-options.ts';
import {
  bestTorch,
  convProblem,
  met,
  milliseconds,
  ours,
  secondsOf,
  settingsOf,
} from './conv-crew.ts';
import {
  describeSetting,
  fractionRemaining,
  nearestRounds,
  remainingAfter,
  survivingMacs,
  type ConvSetting,
  type Survivors,
} from './conv-setting.ts';
import { costFigure } from './cost-figure.ts';
import { BOUND, costCsv, denseOf, FROM, overhead, type CostRow } from './cost-rows.ts';
import { CONV_PEERS, dismiss, startCrew, type Contender } from './crew.ts';
import { loadImages } from './data.ts';
import { percent, sum, times as ratio } from './numbers.ts';
import type { Report } from './report.ts';
import { slowTimes } from './slow-times.ts';

const LEVELS = [1, 0.51, 0.21, 0.1, 0.05, 0.02];
const MOST_ROUNDS = 30;
const BATCHES = 30;

interface Plan {
  readonly folder: string;
  readonly repeats: number;
  readonly window: number;
}

/** Step time against what a pruned network still has to multiply, with masks as the paper's rounds make them. */
export const costCurve: Bench = async (report, options) => {
  const { quick } = options;
  const repeats = options.repeats ?? (quick ? 1 : 3);
  const window = quick ? 0 : 1;
  const iterations = options.iterations ?? (quick ? 3 : 30);
  const settings = settingsOf(options, quick ? ['conv-2'] : undefined);
  const dataset = await loadImages(report);
  const all = await startCrew(report, options, CONV_PEERS);
  const crew = all.filter(({ variant }) => variant !== 'relaxed');
  report.text(conditions(settings, iterations, repeats, window));
  const rows: CostRow[] = [];
  for (const setting of settings) {
    const folder = convProblem(setting, dataset, BATCHES);
    rows.push(...(await curveOf(report, crew, setting, { folder, repeats, window, iterations })));
  }
  dismiss(all);
  table(report, rows);
  bound(report, rows);
  await figure(report, options, rows);
};

async function curveOf(
  report: Report,
  crew: readonly Contender[],
  setting: ConvSetting,
  { iterations, ...plan }: Plan & { readonly iterations: number },
): Promise<CostRow[]> {
  const { name, rates, config } = setting;
  const strict = crew.find(({ label }) => label === ours('strict'));
  if (strict === undefined) throw new Error('our own process is not there');
  const { label, peer, variant } = strict;
  report.progress(`${name}: ${iterations} training steps for the masks`);
  const dense = { id: label, folder: plan.folder, masks: null, variant };
  await peer.ask({ op: 'prepare', case: dense });
  await peer.ask({ op: 'time', case: label, warmup: iterations, steps: 0 });
  const rounds = nearestRounds(remainingAfter(setting, MOST_ROUNDS), LEVELS);
  const { criterion } = config;
  const later = rounds.filter((round) => round > 0);
  const pruned = await peer.ask({
    op: 'prune',
    case: label,
    criterion,
    rates,
    rounds: later,
    set: 'round',
  });
  report.progress(`${name}: dense`);
  const first = await slowTimes(crew, { ...plan, set: null });
  // Masked-dense PyTorch goes on with the layout that was faster dense; its cost does not depend on the mask.
  const torch = bestTorch(crew, first);
  const two = torch === undefined ? [strict] : [strict, torch];
  const rowOf = (round: number, survivors: Survivors, times: typeof first): CostRow => {
    const macs = sum(survivingMacs(setting, survivors));
    return {
      network: name,
      round,
      remaining: fractionRemaining(setting, survivors),
      macs: macs / sum([...setting.macs.values()]),
      count: macs,
      ours: secondsOf(times, label),
      torch: torch === undefined ? Number.NaN : secondsOf(times, torch.label),
      emptied: Object.values(survivors ?? {}).filter((count) => count === 0).length,
    };
  };
  const rows = [rowOf(0, null, first)];
  for (const { round, set, survivors } of pruned.sets) {
    report.progress(`${name}: ${percent(fractionRemaining(setting, survivors))}`);
    rows.push(rowOf(round, survivors, await slowTimes(two, { ...plan, set })));
  }
  return rows;
}

const conditions = (
  settings: readonly ConvSetting[],
  iterations: number,
  repeats: number,
  window: number,
): string =>
  [
    `Whole training steps, strict kernels. ${settings.map(describeSetting).join('; ')}.`,
    `Masks: a dense training of ${iterations} steps on CIFAR-10, then the paper’s rounds one after another on these weights`,
    '(Conv: each layer by its own rate; ResNet-18 and VGG-19: convolutions ranked together), without training in between, so',
    'that every level has exactly the counts of the paper’s rounds; all start from the initial weights. The rounds nearest to',
    '51, 21, 10, 5 and 2% are measured. Multiply-adds are those of the forward pass, padding included.',
    'PyTorch multiplies the whole network at every level (masks in weights and gradients), fused, in the layout that is faster',
    `dense. Medians of ${repeats} interleaved windows of about ${window} s, at least one step each, after two untimed steps.`,
  ].join(' ');

function table(report: Report, rows: readonly CostRow[]): void {
  report.heading('Step time against what survives');
  report.table(
    [
      '',
      'remaining',
      'multiply-adds',
      'ms per step',
      'of dense',
      'time / multiply-adds',
      'PyTorch masked-dense, ms',
      'x PyTorch',
      'layers emptied',
    ],
    rows.map((row) => {
      const dense = denseOf(rows, row);
      return [
        `${row.network}, round ${row.round}`,
        percent(row.remaining),
        percent(row.macs),
        milliseconds(row.ours),
        percent(row.ours / dense.ours),
        overhead(row, dense).toFixed(2),
        milliseconds(row.torch),
        ratio(row.torch / row.ours),
        String(row.emptied),
      ];
    }),
  );
}

function bound(report: Report, rows: readonly CostRow[]): void {
  report.heading('Target');
  const counted = rows.filter(({ macs, round }) => round > 0 && macs >= FROM);
  report.table(
    [`time / multiply-adds, where at least ${FROM * 100}% survive`, 'target', 'measured', 'met'],
    [...new Set(counted.map(({ network }) => network))].map((network) => {
      const own = counted.filter((row) => row.network === network);
      const worst = Math.max(...own.map((row) => overhead(row, denseOf(rows, row))));
      return [network, `at most ${BOUND}`, worst.toFixed(2), met(worst <= BOUND)];
    }),
  );
}

/** The table and the figure beside the report's file. */
async function figure(
  report: Report,
  { out }: BenchOptions,
  rows: readonly CostRow[],
): Promise<void> {
  if (out === undefined) return;
  const stem = out.replace(/\.md$/, '');
  const name = stem.split('/').at(-1) ?? stem;
  const svg = await renderSvg(costFigure(rows));
  report.besides(`${stem}.csv`, costCsv(rows));
  report.besides(`${stem}.svg`, svg);
  report.besides(`${stem}.png`, renderPng(svg));
  report.text(`![Step time against surviving multiply-adds](${name}.svg)`);
}
