import type { Bench } from './bench-options.ts';
import { dismiss, LENET_PEERS, startCrew, type Contender } from './crew.ts';
import { batchesOf, loadData } from './data.ts';
import { flopsPerStep } from './flops.ts';
import { earlyAndLate } from './late.ts';
import { median, percent, spread, times } from './numbers.ts';
import type { Report } from './report.ts';
import { initialOf } from './setting.ts';
import { LENET, levelsAt, trained, type Level } from './tickets.ts';
import { maskSets, writeProblem } from './write-problem.ts';
import { measureLevel, withGathering, type StepTimes } from './step-times.ts';

const ROUNDS = [0, 3, 7, 12, 15, 18, 20, 28];
const TARGETS = [
  { round: 0, ratio: 1 },
  { round: 7, ratio: 3 },
  { round: 15, ratio: 8 },
];

interface Row {
  readonly level: Level;
  readonly flops: number;
  /** Seconds per step of every repeat. */
  readonly seconds: StepTimes;
}

/** Steps per second of a whole LeNet-300-100 training step, ours beside PyTorch and JAX, by density. */
export const lenet: Bench = async (report, options) => {
  const { quick } = options;
  const repeats = options.repeats ?? (quick ? 1 : 5);
  const steps = quick ? 100 : 300;
  const rounds = quick ? TARGETS.map((t) => t.round) : ROUNDS;
  const dataset = await loadData(report);
  const batches = batchesOf(dataset, 500);
  report.progress('training a dense network for the masks');
  const levels = levelsAt(await trained(batches, quick ? 300 : 1500), rounds);
  const contents = { dataset, batches, masks: maskSets(levels), everything: true };
  const folder = writeProblem(LENET, contents);
  const crew = await startCrew(report, options, LENET_PEERS);
  report.text(conditions(repeats, steps));
  const sizes = new Map([...initialOf(LENET)].map(([name, tensor]) => [name, tensor.length]));
  const rows: Row[] = [];
  for (const level of levels) {
    report.progress(`round ${level.round}, ${percent(level.remaining)}`);
    const seconds = await measureLevel(crew, { folder, level, repeats, steps });
    rows.push({ level, flops: flopsPerStep(level, sizes), seconds });
  }
  ratios(report, rows, crew);
  targets(report, rows, crew);
  everyone(report, rows, crew);
  await earlyAndLate(report, options, crew, { folder, levels, repeats, at: quick ? 1000 : 20_000 });
  dismiss(crew);
};

const conditions = (repeats: number, steps: number): string =>
  [
    'Whole training steps of LeNet-300-100, batch 60, Adam 1.2e-3, from the initial weights, after 200 untimed steps; masks by',
    'layer-wise magnitude of a trained dense network. Data loading is outside everyone’s timing: PyTorch and JAX get gathered',
    'float32 batches, ours are gathered and laid out before the clock starts. A column tells what our step does when it gathers',
    'and scales its batch from the byte images itself, as it does in a run. Each number is the median of',
    `${repeats} interleaved windows of at least ${steps} steps and 0.1 s.`,
  ].join(' ');

/** The fastest of the framework's ordinary variants: seconds per step, and which. */
function best(
  { seconds }: Row,
  crew: readonly Contender[],
  framework: Contender['framework'],
): { label: string; seconds: number } | undefined {
  const medians = crew
    .filter((c) => c.framework === framework && !c.extra)
    .map((c) => ({ label: c.variant, seconds: median(seconds.get(c.label) ?? []) }));
  return medians.sort((a, b) => a.seconds - b.seconds)[0];
}

const rate = (seconds: number | undefined): string =>
  seconds === undefined || Number.isNaN(seconds) ? '' : (1 / seconds).toFixed(0);

const title = ({ level }: Row): string => `${percent(level.remaining)} (round ${level.round})`;

function ratios(report: Report, rows: readonly Row[], crew: readonly Contender[]): void {
  report.heading('Steps per second, and how many times the peers’');
  for (const variant of ['strict', 'relaxed']) {
    if (!crew.some((c) => c.variant === variant)) continue;
    if (variant === 'relaxed') report.text('With relaxed multiply-add (`fastMath`), opt-in:');
    report.table(
      [
        'remaining',
        'steps/s',
        'gathering too',
        'GFLOP/s',
        'PyTorch best',
        'x PyTorch',
        'JAX',
        'x JAX',
        'PyTorch csr',
        'x csr',
      ],
      rows.map((row) => {
        const ours = median(row.seconds.get(`sweepstake ${variant}`) ?? []);
        const torch = best(row, crew, 'torch');
        const jax = best(row, crew, 'jax')?.seconds;
        const csr = row.level.masks === null ? undefined : row.seconds.get('torch csr');
        const sparse = csr === undefined ? undefined : median(csr);
        const ratio = (theirs: number | undefined): string =>
          times(theirs === undefined ? undefined : theirs / ours);
        return [
          title(row),
          rate(ours),
          rate(median(row.seconds.get(withGathering(`sweepstake ${variant}`)) ?? [])),
          (row.flops / ours / 1e9).toFixed(1),
          torch === undefined ? '' : `${rate(torch.seconds)} (${torch.label})`,
          ratio(torch?.seconds),
          rate(jax),
          ratio(jax),
          rate(sparse),
          ratio(sparse),
        ];
      }),
    );
  }
  report.text(
    'GFLOP/s counts surviving weights only: 2 forward, 2 weight gradient and 2 input gradient per weight and example, the first layer without input gradient. Inputs that are 0 count, though nobody has to multiply them.',
  );
}

function targets(report: Report, rows: readonly Row[], crew: readonly Contender[]): void {
  report.heading('Targets');
  report.table(
    ['strict against PyTorch’s best', 'target', 'measured', 'met'],
    TARGETS.flatMap(({ round, ratio }) => {
      const row = rows.find((r) => r.level.round === round);
      const torch = row === undefined ? undefined : best(row, crew, 'torch');
      if (row === undefined || torch === undefined) return [];
      const measured = torch.seconds / median(row.seconds.get('sweepstake strict') ?? []);
      return [[title(row), times(ratio), times(measured), measured >= ratio ? 'yes' : 'no']];
    }),
  );
}

function everyone(report: Report, rows: readonly Row[], crew: readonly Contender[]): void {
  report.heading('Everyone: median steps per second (slowest to fastest window)');
  report.table(
    ['', ...rows.map((row) => percent(row.level.remaining))],
    crew.map(({ label }) => [
      label,
      ...rows.map(({ level, seconds }) => {
        if (level.masks === null && label === 'torch csr') return '';
        const measured = seconds.get(label) ?? [];
        return `${rate(median(measured))} (${spread(measured)})`;
      }),
    ]),
  );
}
