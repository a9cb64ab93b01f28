import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawStrokes } from '@sweepstake/datasets';
import type { Dataset } from '@sweepstake/datasets';
import { engine } from '@sweepstake/engine';
import { applyOverrides, configOf, expand } from '@sweepstake/experiments';
import type { Plan } from '@sweepstake/experiments';
import { executeStage, recordStage } from '@sweepstake/stages';
import type { RecordedStage, RecordOptions, TrainStage } from '@sweepstake/stages';
import { openStore } from '@sweepstake/store';

/** One training of ours, small, and how much of it is recorded. */
export interface OurRun {
  readonly name: string;
  readonly experiment: string;
  /** Changes of its smallest preset. */
  readonly set: readonly string[];
  readonly round?: number;
  readonly variant?: 'ticket' | 'reinit' | 'random';
  readonly options: RecordOptions;
}

const FLAT = ['trials=1', 'validation=100', 'iterations=12', 'batch=20', 'rounds=1'];
const IMAGES = ['trials=1', 'validation=40', 'iterations=8', 'batch=8', 'rounds=1'];
const BRANCHES = ['reinit.rounds=1', 'random.rounds=1', 'random.replicates=1'];
/** Shallow: in twenty layers so narrow, rounding alone exceeds the tolerances after a few updates. */
const RESIDUAL = [...IMAGES, 'network=resnet-cifar-8/w0.25'];
const MOVED = ['augmentation.flip=true', 'augmentation.crop=4', 'learning_rate=0.01'];

/** Every kind of training that a configuration holds, and everything that a recording can say. */
export const OUR_RUNS: readonly OurRun[] = [
  {
    name: 'a dense network',
    experiment: 'figure-3',
    set: FLAT,
    options: { steps: 10 },
  },
  {
    name: 'a ticket',
    experiment: 'figure-3',
    set: FLAT,
    round: 1,
    options: { steps: 12 },
  },
  {
    name: 'a reinitialisation, by other betas of Adam',
    experiment: 'figure-3',
    set: [...FLAT, ...BRANCHES, 'optimizer.beta1=0.8', 'optimizer.epsilon=1e-6'],
    round: 1,
    variant: 'reinit',
    options: { steps: 10 },
  },
  {
    name: 'a random mask, by another momentum and a schedule',
    experiment: 'figure-3',
    set: [
      ...FLAT,
      ...BRANCHES,
      'optimizer.kind=momentum',
      'optimizer.momentum=0.8',
      'optimizer.weight_decay=0.001',
      'learning_rate=0.02',
      'schedule.warmup=4',
      'schedule.milestones=6',
    ],
    round: 1,
    variant: 'random',
    options: { steps: 8 },
  },
  {
    name: 'a ticket rewound to iteration 5',
    experiment: 'figure-3',
    set: [...FLAT, 'rewind_to=5'],
    round: 1,
    options: { steps: 7 },
  },
  {
    name: 'images of a published set, by index',
    experiment: 'figure-3',
    set: [...FLAT, 'dataset=mnist'],
    options: { steps: 3 },
  },
  {
    name: 'images of a published set, embedded',
    experiment: 'figure-3',
    set: [...FLAT, 'dataset=mnist'],
    options: { steps: 3, embed: true },
  },
  {
    name: 'a ticket of a convolutional network, its images scaled per channel',
    experiment: 'conv-2',
    set: [...IMAGES, 'dataset=cifar-10', 'scaling=standard'],
    round: 1,
    options: { steps: 3 },
  },
  {
    name: 'a ticket with dropout, rewound',
    experiment: 'conv-2',
    set: [...IMAGES, 'network=conv-2/w0.125/dropout0.5', 'rewind_to=2'],
    round: 1,
    options: { steps: 3 },
  },
  {
    name: 'a residual network, its images moved, with a warm-up',
    experiment: 'resnet-18',
    set: [...RESIDUAL, ...MOVED, 'schedule.warmup=4'],
    options: { steps: 3 },
  },
  {
    name: 'a residual ticket, rewound with running statistics, its images moved and scaled',
    experiment: 'resnet-18',
    set: [...RESIDUAL, ...MOVED, 'dataset=cifar-10', 'scaling=standard', 'rewind_to=3'],
    round: 1,
    options: { steps: 3 },
  },
];

/** Drawn sets; under the names of published ones as well, so that their rules are tested without their files. */
const flat = drawStrokes({ train: 60_000, test: 20 });
const images = drawStrokes({ set: 'strokes-32', train: 200, test: 20 });
export const DATASETS: ReadonlyMap<string, Dataset> = new Map(
  [flat, { ...flat, name: 'mnist' }, images, { ...images, name: 'cifar-10' }].map((dataset) => [
    dataset.name,
    dataset,
  ]),
);

/** Trains what the run starts from on the engine, and records it twice. */
export async function recordTwice(run: OurRun): Promise<[RecordedStage, RecordedStage]> {
  const root = mkdtempSync(join(tmpdir(), 'sweepstake-record-'));
  try {
    const store = openStore(join(root, 'runs'));
    const context = { store, datasets: DATASETS };
    const plan = expand(
      applyOverrides(
        configOf(run.experiment, run.experiment === 'figure-3' ? 'tiny' : 'smoke'),
        run.set,
      ),
      engine.numerics,
    );
    const { stage, needed } = chosen(plan, run);
    for (const payload of needed) await executeStage(payload, context);
    const once = () => recordStage(stage, run.options, context);
    return [await once(), await once()];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function chosen(plan: Plan, { round = 0, variant = 'ticket' }: OurRun) {
  const label = plan.runs.find((one) => one.round === round && one.variant === variant)!;
  const waits = new Set<string>([label.stage]);
  for (const { id, dependsOn } of plan.stages.toReversed())
    if (waits.has(id)) for (const before of dependsOn) waits.add(before);
  const stage = plan.stages.find(({ id }) => id === label.stage)!.payload as TrainStage;
  const needed = plan.stages.filter(({ id }) => waits.has(id) && id !== label.stage);
  return { stage, needed: needed.map(({ payload }) => payload) };
}
