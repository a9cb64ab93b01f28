import { fileURLToPath } from 'node:url';
import type { Bench, BenchOptions } from './bench-options.ts';
import { convProblem, met, milliseconds } from './conv-crew.ts';
import { convSetting, describeSetting } from './conv-setting.ts';
import { dismiss, type Contender } from './crew.ts';
import { batchesOf, loadData, loadImages } from './data.ts';
import { median, percent, spread, times as ratio } from './numbers.ts';
import { Peer } from './peer.ts';
import { describePinning, pinned, pinSelf } from './pin.ts';
import type { Report } from './report.ts';
import { slowTimes, type SlowTimes } from './slow-times.ts';
import { kernelCells, tfjsKernelTimes, type KernelRow } from './tfjs-kernel-times.ts';
import { LENET, levelsAt, trained } from './tickets.ts';
import { maskSet, maskSets, writeProblem } from './write-problem.ts';

const NAMES = ['engine', 'tfjs-wasm-released', 'tfjs-wasm', 'tfjs-node'] as const;
/** LeNet's round of pruning that is measured beside the dense network: 21.1% of the weights. */
const ROUND = 7;

/** What is trained: a problem's folder and a mask set of it. */
interface Case {
  readonly title: string;
  readonly folder: string;
  readonly set: string | null;
}

interface Row {
  readonly title: string;
  readonly times: ReadonlyMap<string, SlowTimes>;
  /** Why a backend cannot train it, by label. */
  readonly refusals: ReadonlyMap<string, string>;
}

/** Training steps of LeNet and Conv-2 on every backend, and the kernels of tfjs-wasm against the released ones. */
export const backends: Bench = async (report, options) => {
  const { quick } = options;
  const repeats = options.repeats ?? (quick ? 1 : 5);
  const window = quick ? 0 : 2;
  const cases = await casesOf(report, quick);
  const crew = await startBackends(report, options);
  report.text(
    [
      `Whole training steps, gathering of the batch included, after two untimed steps whose losses must agree. LeNet-300-100: batch 60, Adam 1.2e-3. ${describeSetting(convSetting('conv-2'))}.`,
      '`tfjs-wasm-released` is TensorFlow.js’s own wasm backend with our trainer over it and none of our kernels; `tfjs-wasm` has them.',
      `Medians of ${repeats} interleaved windows of about ${window} s, at least one step each; one thread each.`,
    ].join(' '),
  );
  const rows: Row[] = [];
  for (const of of cases) {
    report.progress(of.title);
    const refusals = await refusalsOf(crew, of);
    const able = crew.filter(({ label }) => !refusals.has(label));
    const times = await slowTimes(able, { ...of, repeats, window });
    rows.push({ title: of.title, times, refusals });
  }
  dismiss(crew);
  steps(report, rows);
  report.progress('kernels');
  pinSelf(options.core);
  const progress = (what: string): void => report.progress(what);
  const kernels = await tfjsKernelTimes({ repeats: quick ? 1 : 7, quick, progress });
  kernelTable(report, kernels);
  targets(report, rows, kernels);
};

async function casesOf(report: Report, quick: boolean): Promise<Case[]> {
  const digits = await loadData(report);
  const batches = batchesOf(digits, 200);
  const levels = levelsAt(await trained(batches, quick ? 100 : 1500), [0, ROUND]);
  const contents = { dataset: digits, batches, masks: maskSets(levels), everything: true };
  const lenet = writeProblem(LENET, contents);
  const images = await loadImages(report);
  const conv = convProblem(convSetting('conv-2'), images, 12);
  return [
    ...levels.map((level) => ({
      title: `LeNet-300-100, ${level.masks === null ? 'dense' : percent(level.remaining)}`,
      folder: lenet,
      set: maskSet(level),
    })),
    { title: 'Conv-2, dense', folder: conv, set: null },
  ];
}

/** A process for each backend, pinned to the core. A backend that is not there is an error: all four are compared. */
async function startBackends(report: Report, { core }: BenchOptions): Promise<Contender[]> {
  const serve = fileURLToPath(new URL('./ours/serve.ts', import.meta.url));
  const crew: Contender[] = [];
  for (const name of NAMES) {
    const args = ['--conditions=@sweepstake/source', serve, name];
    const peer = await Peer.start(...pinned(core, process.execPath, args));
    if (typeof peer === 'string') throw new Error(peer);
    crew.push({ label: name, framework: 'sweepstake', variant: 'strict', extra: false, peer });
  }
  const versions = crew.map(({ peer }) => peer.greeting.version);
  report.text(
    [describePinning(core), `Taking part: ${versions.join(', ')}.`]
      .map((line) => `- ${line}`)
      .join('\n'),
  );
  return crew;
}

/** Tries one step of everyone. */
async function refusalsOf(crew: readonly Contender[], of: Case): Promise<Map<string, string>> {
  const refusals = new Map<string, string>();
  for (const { label, variant, peer } of crew) {
    const id = `try ${label}`;
    try {
      await peer.ask({ op: 'prepare', case: { id, folder: of.folder, masks: of.set, variant } });
      await peer.ask({ op: 'time', case: id, warmup: 0, steps: 1 });
    } catch (error) {
      // Ours answers with a stack, of which the first line says it.
      const [line = ''] = (error as Error).message.split('\n');
      refusals.set(label, line.replace(/^sweepstake: (Error: )?/, ''));
    }
  }
  return refusals;
}

const secondsOf = ({ times }: Row, label: string): number =>
  median(times.get(label)?.gathered ?? []);

function steps(report: Report, rows: readonly Row[]): void {
  report.heading('Steps per second (slowest to fastest window)');
  report.table(
    ['', ...NAMES],
    rows.map((row) => [
      row.title,
      ...NAMES.map((name) => {
        const seconds = row.times.get(name)?.gathered ?? [];
        if (seconds.length === 0) return 'cannot train';
        return `${(1 / median(seconds)).toPrecision(3)} (${spread(seconds)})`;
      }),
    ]),
  );
  const refused = rows.flatMap(({ title, refusals }) =>
    [...refusals].map(([label, why]) => `- ${label} cannot train ${title}: ${why}`),
  );
  if (refused.length > 0) report.text(refused.join('\n'));
  report.heading('Milliseconds per step');
  report.table(
    ['', ...NAMES],
    rows.map((row) => [row.title, ...NAMES.map((name) => milliseconds(secondsOf(row, name)))]),
  );
}

function kernelTable(report: Report, kernels: readonly KernelRow[]): void {
  report.heading('Kernels of tfjs-wasm, as released and ours');
  report.table(
    ['kernel', 'shape', 'released, ms', 'ours, ms', 'GFLOP/s', 'times released'],
    kernelCells(kernels),
  );
  report.text(
    'Medians of calls in turns, in one process. GFLOP/s counts the multiplications and additions of the direct method; Winograd does fewer.',
  );
}

/** Least speed of a Conv-2 step on tfjs-wasm against tfjs-node, and of kernels against the released scalar ones. */
const LEAST = { step: 0.5, kernel: 5 };

/** Kernels that the released backend computes in scalar loops. */
const SCALAR = /^(BatchMatMul, transpose|Conv2DBackpropInput)/;

function targets(report: Report, rows: readonly Row[], kernels: readonly KernelRow[]): void {
  const conv = rows.at(-1)!;
  const step = secondsOf(conv, 'tfjs-node') / secondsOf(conv, 'tfjs-wasm');
  const scalar = kernels.filter(({ kernel }) => SCALAR.test(kernel));
  report.heading('Targets');
  report.table(
    ['', 'target', 'measured', 'met'],
    [
      [
        'Conv-2 step on tfjs-wasm against tfjs-node, one thread each',
        ratio(LEAST.step),
        ratio(step),
        met(step >= LEAST.step),
      ],
      ...scalar.map(({ kernel, shape, ratio: faster }) => [
        `${kernel}, ${shape}, against the released scalar one`,
        ratio(LEAST.kernel),
        ratio(faster ?? undefined),
        met((faster ?? 0) >= LEAST.kernel),
      ]),
    ],
  );
}
