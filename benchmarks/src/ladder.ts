import type { Bench } from './bench-options.ts';
import { dismiss, LENET_PEERS, startCrew, type Contender } from './crew.ts';
import { batchesOf, loadData } from './data.ts';
import { median, percent, times } from './numbers.ts';
import type { LadderAnswer } from './protocol.ts';
import type { Report } from './report.ts';
import { LENET } from './tickets.ts';
import { writeProblem } from './write-problem.ts';

type Answers = ReadonlyMap<string, readonly LadderAnswer[]>;

const SECTIONS = [
  { title: 'Training alone', evaluate: 0, targets: { torch: 5, jax: 3 } },
  {
    title: 'With validation (5,000) and test (10,000) evaluated every 100 iterations',
    evaluate: 100,
    targets: { torch: 3, jax: 2 },
  },
] as const;

/** The whole pruning ladder of LeNet on one core: dense, then round after round down to 0.2%. */
export const ladder: Bench = async (report, options) => {
  const { quick } = options;
  const repeats = options.repeats ?? 1;
  const rounds = quick ? 4 : 29;
  const iterations = quick ? 100 : 500;
  const dataset = await loadData(report);
  const contents = { dataset, batches: batchesOf(dataset, 500), everything: true };
  const folder = writeProblem(LENET, contents);
  const crew = (await startCrew(report, options, LENET_PEERS)).filter(takesPart);
  report.text(
    `${rounds} trainings of ${iterations} iterations, batch 60, Adam 1.2e-3: dense, then pruned by 20% (output layer 10%) of the trained weights and rewound, round after round. Gathering batches, pruning, opening a training and everyone’s compilation are outside the timing; ours are listed. Evaluation is at 0, 100, ..., ${iterations}; ours also lays the sets out again for each training. Medians of ${repeats} interleaved repeats.`,
  );
  for (const { label, variant, peer } of crew) {
    await peer.ask({ op: 'prepare', case: { id: label, folder, masks: null, variant } });
  }
  for (const { title, evaluate, targets } of SECTIONS) {
    const answers = new Map(crew.map(({ label }) => [label, [] as LadderAnswer[]]));
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const { label, peer } of crew) {
        report.progress(`${title}: ${label}`);
        const answer = await peer.ask({
          op: 'ladder',
          case: label,
          rounds,
          iterations,
          rates: [0.2, 0.2, 0.1],
          evaluate_every: evaluate,
        });
        answers.get(label)?.push(answer);
      }
    }
    section(report, title, targets, crew, answers);
  }
  dismiss(crew);
};

/** PyTorch with the Adam that is fastest for it; its other variants are in the benchmark `lenet`. */
const takesPart = ({ framework, variant }: Contender): boolean =>
  framework !== 'torch' || variant === 'fused';

function section(
  report: Report,
  title: string,
  targets: { readonly torch: number; readonly jax: number },
  crew: readonly Contender[],
  answers: Answers,
): void {
  const of = (label: string, key: keyof LadderAnswer): number =>
    median((answers.get(label) ?? []).map((a) => (a[key] as number | undefined) ?? Number.NaN));
  const seconds = (label: string, key: keyof LadderAnswer): string => {
    const value = of(label, key);
    return Number.isNaN(value) ? '' : value.toFixed(2);
  };
  report.heading(title);
  report.table(
    [
      '',
      'seconds',
      'training',
      'evaluation',
      'gathering (outside)',
      'pruning (outside)',
      'opening (outside)',
      'remaining at the end',
      'last test accuracy',
    ],
    crew.map(({ label }) => {
      const last = answers.get(label)?.[0]?.per_round.at(-1);
      return [
        label,
        seconds(label, 'seconds'),
        seconds(label, 'seconds_training'),
        seconds(label, 'seconds_evaluation'),
        seconds(label, 'seconds_gathering'),
        seconds(label, 'seconds_pruning'),
        seconds(label, 'seconds_opening'),
        percent(last?.remaining ?? 1),
        last?.test_accuracy === undefined ? '' : percent(last.test_accuracy),
      ];
    }),
  );
  const ours = of('sweepstake strict', 'seconds');
  const rows = crew.flatMap(({ label, framework }) => {
    if (framework === 'sweepstake') return [];
    const ratio = of(label, 'seconds') / ours;
    const target = targets[framework];
    const beside =
      of('sweepstake strict', 'seconds_opening') + of('sweepstake strict', 'seconds_gathering');
    const counted = (ratio * ours) / (ours + beside);
    const met = ratio >= target ? 'yes' : 'no';
    return [[label, times(target), times(ratio), met, times(counted)]];
  });
  const head = [
    'strict against',
    'target',
    'measured',
    'met',
    'if our opening and gathering counted, not theirs',
  ];
  if (rows.length > 0) report.table(head, rows);
  rungs(report, crew, answers);
}

/** Seconds of some rounds, training and evaluation together. */
function rungs(report: Report, crew: readonly Contender[], answers: Answers): void {
  const first = answers.get('sweepstake strict')?.[0]?.per_round ?? [];
  const shown = first.map((_, round) => round).filter((r) => [0, 3, 7, 12, 15, 20, 28].includes(r));
  report.table(
    ['seconds of the round at', ...shown.map((r) => percent(first[r]?.remaining ?? 1))],
    crew.map(({ label }) => [
      label,
      ...shown.map((r) => {
        const all = (answers.get(label) ?? []).map((a) => a.per_round[r]);
        const spent = all.map((a) => (a?.seconds_training ?? 0) + (a?.seconds_evaluation ?? 0));
        return median(spent).toFixed(3);
      }),
    ]),
  );
}
