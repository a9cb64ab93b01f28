import type { Bench, BenchOptions } from './bench-options.ts';
import { bestTorch, convProblem, met, ours, settingsOf } from './conv-crew.ts';
import {
  describeSetting,
  fractionRemaining,
  type ConvSetting,
  type Survivors,
} from './conv-setting.ts';
import { CONV_PEERS, dismiss, startCrew, type Contender } from './crew.ts';
import { loadImages } from './data.ts';
import { percent, sum, times as ratio } from './numbers.ts';
import type { Report } from './report.ts';
import { slowTimes } from './slow-times.ts';

const NETWORKS = ['conv-2', 'conv-4', 'conv-6'];
const TARGETS: Readonly<Record<string, number>> = { 'conv-2': 1.4, 'conv-4': 1.4, 'conv-6': 2 };

interface Sizes {
  /** Trainings, the dense one included. */
  readonly rounds: number;
  readonly iterations: number;
  readonly peerIterations: number;
}

/** One round; seconds of so many iterations, PyTorch's scaled. */
interface RoundTimes {
  readonly remaining: number;
  readonly opening: number;
  readonly training: number;
  readonly gathering: number;
  readonly pruning: number;
  /** NaN where PyTorch does not take part. */
  readonly torch: number;
}

/** A ladder of prunings on one core, training alone, beside masked-dense PyTorch. */
export const convLadder: Bench = async (report, options) => {
  const sizes = sizesOf(options);
  const settings = settingsOf(options, options.quick ? ['conv-2'] : NETWORKS);
  const dataset = await loadImages(report);
  const crew = await startCrew(report, options, CONV_PEERS);
  report.text(conditions(settings, sizes));
  const ladders = new Map<ConvSetting, RoundTimes[]>();
  for (const setting of settings) {
    const folder = convProblem(setting, dataset, sizes.iterations);
    report.progress(`${setting.name}: both layouts of PyTorch`);
    const torch = crew.filter(({ framework }) => framework === 'torch');
    const plan = { folder, set: null, repeats: 3, window: 0.5 };
    const best = bestTorch(torch, await slowTimes(torch, plan));
    ladders.set(setting, await ladderOf(report, setting, folder, crew, best, sizes));
  }
  dismiss(crew);
  totals(report, ladders);
  rungs(report, ladders);
};

function sizesOf({ quick, iterations, peerIterations }: BenchOptions): Sizes {
  const steps = iterations ?? (quick ? 3 : 50);
  const theirs = Math.min(peerIterations ?? (quick ? 1 : 5), steps);
  return { rounds: quick ? 3 : 24, iterations: steps, peerIterations: theirs };
}

async function ladderOf(
  report: Report,
  setting: ConvSetting,
  folder: string,
  crew: readonly Contender[],
  torch: Contender | undefined,
  { rounds, iterations, peerIterations }: Sizes,
): Promise<RoundTimes[]> {
  const strict = crew.find(({ label }) => label === ours('strict'));
  if (strict === undefined) throw new Error('our own process is not there');
  const { peer, label, variant } = strict;
  const results: RoundTimes[] = [];
  let set: string | null = null;
  let survivors: Survivors = null;
  for (let round = 0; round < rounds; round++) {
    const remaining = fractionRemaining(setting, survivors);
    report.progress(`${setting.name}: round ${round}, ${percent(remaining)}`);
    const opened = await peer.ask({
      op: 'prepare',
      case: { id: label, folder, masks: set, variant },
    });
    const mine = await peer.ask({ op: 'time', case: label, warmup: 0, steps: iterations });
    let theirs = Number.NaN;
    if (torch !== undefined) {
      const id = torch.label;
      const of = { id, folder, masks: set, variant: torch.variant };
      await torch.peer.ask({ op: 'prepare', case: of });
      const time = { op: 'time', case: id, warmup: 1, steps: peerIterations } as const;
      const done = await torch.peer.ask(time);
      theirs = (done.seconds / done.steps) * iterations;
    }
    const { rates, config } = setting;
    const { criterion } = config;
    // The last pruning is not used, as in the other ladder, but its time belongs to no training either.
    const pruned = await peer.ask({
      op: 'prune',
      case: label,
      criterion,
      rates,
      rounds: [1],
      set: `after-${round}`,
    });
    results.push({
      remaining,
      opening: opened.seconds ?? 0,
      training: mine.seconds,
      gathering: mine.gathering ?? 0,
      pruning: pruned.seconds,
      torch: theirs,
    });
    const [next] = pruned.sets;
    set = next?.set ?? null;
    survivors = next?.survivors ?? null;
  }
  return results;
}

const conditions = (
  settings: readonly ConvSetting[],
  { rounds, iterations, peerIterations }: Sizes,
): string =>
  [
    `${rounds} trainings of ${iterations} iterations, from dense on: train, prune by trained magnitude at the paper’s rates,`,
    `rewind, train again. ${settings.map(describeSetting).join('; ')}. Strict kernels.`,
    'Our time is training and opening (which lays out survivors and places every buffer); gathering of batches from bytes and',
    'pruning are listed. PyTorch trains with the masks of the same round, multiplied into weights once and into gradients at',
    'every step, fused, in the layout that is faster dense; its batches are ready, and opening is not counted.',
    peerIterations < iterations
      ? `Its cost does not depend on the iteration: in every round ${peerIterations} iterations are measured, after one untimed, and multiplied to ${iterations}.`
      : '',
    'Ours and theirs take turns round by round.',
  ].join(' ');

const total = (rounds: readonly RoundTimes[], key: keyof RoundTimes): number =>
  sum(rounds.map((round) => round[key]));

function totals(report: Report, ladders: ReadonlyMap<ConvSetting, RoundTimes[]>): void {
  report.heading('Seconds of the whole ladder');
  report.table(
    [
      '',
      'ours',
      'training',
      'opening',
      'gathering (outside)',
      'pruning (outside)',
      'PyTorch',
      'times PyTorch',
      'target',
      'met',
      'with gathering',
      'remaining at the end',
    ],
    Array.from(ladders, ([{ name }, rounds]) => {
      const of = (key: keyof RoundTimes): number => total(rounds, key);
      const mine = of('training') + of('opening');
      const measured = of('torch') / mine;
      const target = TARGETS[name];
      const judged = target !== undefined && !Number.isNaN(measured);
      return [
        name,
        mine.toFixed(1),
        of('training').toFixed(1),
        of('opening').toFixed(2),
        of('gathering').toFixed(2),
        of('pruning').toFixed(2),
        Number.isNaN(measured) ? '' : of('torch').toFixed(1),
        ratio(measured),
        ratio(target),
        judged ? met(measured >= target) : '',
        ratio(of('torch') / (mine + of('gathering'))),
        percent(rounds.at(-1)?.remaining ?? 1),
      ];
    }),
  );
}

function rungs(report: Report, ladders: ReadonlyMap<ConvSetting, RoundTimes[]>): void {
  for (const [{ name }, rounds] of ladders) {
    report.heading(`${name}, round by round`);
    report.table(
      ['round', 'remaining', 'training', 'opening', 'PyTorch', 'times PyTorch'],
      rounds.map(({ remaining, training, opening, torch }, round) => [
        String(round),
        percent(remaining),
        training.toFixed(2),
        opening.toFixed(3),
        Number.isNaN(torch) ? '' : torch.toFixed(2),
        ratio(torch / (training + opening)),
      ]),
    );
  }
}
