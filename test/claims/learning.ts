/**
 * Learning is real: dense Conv-2 and ResNet-18 train on CIFAR-10 for some thousand iterations and must reach a
 * validation accuracy; the curves go to tables.
 *
 * `node --conditions=@sweepstake/source test/claims/learning.ts [network ...] [--backend engine] [--fast-math]
 * [--iterations N] [--out results/learning]`, minutes for Conv-2, an hour or so for ResNet-18. Ends with status 1 where
 * a network stays below, 2 where nothing could be trained.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { batchIndices, drawMoves, split, type Dataset } from '@sweepstake/datasets';
import { load } from '@sweepstake/datasets/node';
import { configOf, type RunConfig } from '@sweepstake/experiments';
import { modelByName } from '@sweepstake/models';
import { names, Stream } from '@sweepstake/random';
import { backendByName, initialWeights } from '@sweepstake/stages';
import {
  learningRateAt,
  meanMetrics,
  train,
  type Batch,
  type Schedule,
  type TrainingCallback,
} from '@sweepstake/training';

/** What must be reached within so many iterations. */
interface Claim {
  readonly iterations: number;
  /** Of the 5,000 validation examples, at any point of the curve. */
  readonly accuracy: number;
  /** Where the paper's 30,000 iterations lower the rate at 20,000 and 25,000, these lower it at the same shares. */
  readonly milestones: readonly number[];
}

const CLAIMS: Readonly<Record<string, Claim>> = {
  'conv-2': { iterations: 3000, accuracy: 0.6, milestones: [] },
  'resnet-18': { iterations: 4000, accuracy: 0.7, milestones: [2667, 3333] },
};
const EVERY = 250;
const PRINT = 100;
const RUN = { seed: 0, trial: 0, round: 0 } as const;
const COLUMNS = [
  'iteration',
  'learning_rate',
  'training_loss',
  'validation_loss',
  'validation_accuracy',
  'test_loss',
  'test_accuracy',
  'seconds',
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

interface Choices {
  readonly backend: string;
  readonly fastMath: boolean;
  /** Undefined: the claim's. */
  readonly iterations: number | undefined;
}

interface Learned {
  readonly rows: readonly Row[];
  readonly best: number;
  readonly about: string;
}

/** Batches of the named streams, moved where the configuration augments. */
function batchesOf(dataset: Dataset, { batch, augmentation, validation }: RunConfig) {
  const parts = split(dataset.train.count, validation, new Stream(names.split(RUN)));
  const indices = batchIndices({ train: parts.train, batch, ...RUN });
  const moving = augmentation.flip || augmentation.crop > 0;
  const batchAt = (iteration: number): Batch => ({
    examples: dataset.train,
    indices: indices(iteration),
    moves: moving
      ? drawMoves(batch, new Stream(names.augment({ ...RUN, iteration })), augmentation)
      : undefined,
  });
  return { batchAt, validation: { examples: dataset.train, indices: parts.validation } };
}

async function learn(
  name: string,
  claim: Claim,
  dataset: Dataset,
  { backend: backendName, fastMath, iterations = claim.iterations }: Choices,
): Promise<Learned> {
  const config = configOf(name, 'paper');
  const network = modelByName(name);
  const backend = await backendByName(backendName);
  const { weight_decay: weightDecay, ...rule } = config.optimizer;
  const schedule: Schedule = {
    learningRate: config.learning_rate,
    milestones: claim.milestones,
  };
  const { batchAt, validation } = batchesOf(dataset, config);
  const test: Batch = {
    examples: dataset.test,
    indices: Int32Array.from({ length: dataset.test.count }, (_, i) => i),
  };
  const session = await backend.open(network, {
    weights: initialWeights(network, names.init(RUN)),
    optimizer: { ...rule, weightDecay },
    batch: config.batch,
    fastMath,
  });
  const rows: Row[] = [];
  const started = performance.now();
  let best = 0;
  let latest = 0;
  let losses: number[] = [];
  const watch: TrainingCallback = ({ iteration, loss }) => {
    if (loss !== null) losses.push(loss);
    const last = iteration === iterations;
    const training = losses.reduce((a, b) => a + b, 0) / losses.length;
    if (iteration % EVERY === 0 || last) {
      const { loss: validationLoss, accuracy } = meanMetrics(session.evaluate(validation));
      latest = accuracy ?? 0;
      best = Math.max(best, latest);
      const tested = last ? meanMetrics(session.evaluate(test)) : null;
      rows.push({
        iteration: String(iteration),
        learning_rate:
          iteration === 0 ? '' : String(Number(learningRateAt(schedule, iteration).toPrecision(6))),
        training_loss: losses.length === 0 ? '' : training.toFixed(4),
        validation_loss: validationLoss.toFixed(4),
        validation_accuracy: latest.toFixed(4),
        test_loss: tested?.loss.toFixed(4) ?? '',
        test_accuracy: tested?.accuracy?.toFixed(4) ?? '',
        seconds: ((performance.now() - started) / 1000).toFixed(0),
      });
      losses = [];
    }
    if (iteration % PRINT === 0 || last) {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      const shown = loss === null ? '' : `, loss of the batch ${loss.toFixed(3)}`;
      console.log(
        `${name} ${iteration} of ${iterations}${shown}, latest validation accuracy ${(latest * 100).toFixed(2)}% (${seconds} s)`,
      );
    }
  };
  const { diverged } = train(session, { iterations, batchAt, schedule }, [watch]);
  session.close();
  if (diverged !== null) throw new Error(`${name} diverged at iteration ${diverged.iteration}`);
  const { flip, crop } = config.augmentation;
  const moved = flip || crop > 0 ? `flip and ${crop}-pixel crop` : 'no augmentation';
  const rate = [`${config.learning_rate}`, ...claim.milestones.map((m) => `x0.1 at ${m}`)];
  const about = [
    `dense ${name} on ${dataset.title}, 45,000 training and 5,000 validation examples, ${moved}`,
    `batch ${config.batch}, ${rule.kind} ${rate.join(', ')}, weight decay ${weightDecay}, seed 0`,
    `backend ${backend.name}, numerics ${backend.numerics}${fastMath ? ', fast math' : ''}`,
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`,
  ].join('; ');
  return { rows, best, about };
}

/** The curve as CSV, and as Markdown with what it is and the command that makes it. */
function write(folder: string, name: string, command: string, { rows, about }: Learned): void {
  const cells = rows.map((row) => COLUMNS.map((column) => row[column]));
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  const rule = COLUMNS.map(() => '---:');
  const markdown = [
    `# ${name} learns`,
    `\`${command}\``,
    `${about}. Training loss: mean over the batches since the row before.`,
    [COLUMNS, rule, ...cells].map(line).join('\n'),
  ].join('\n\n');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), `${markdown}\n`);
  writeFileSync(join(folder, `${name}.csv`), `${[COLUMNS, ...cells].join('\n')}\n`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      backend: { type: 'string', default: 'engine' },
      'fast-math': { type: 'boolean', default: false },
      iterations: { type: 'string' },
      out: { type: 'string', default: 'results/learning' },
    },
  });
  const iterations = values.iterations === undefined ? undefined : Number(values.iterations);
  if (iterations !== undefined && !(Number.isSafeInteger(iterations) && iterations > 0))
    throw new Error(`--iterations ${values.iterations} is not a whole number of at least 1`);
  const wanted = positionals.length === 0 ? Object.keys(CLAIMS) : positionals;
  const dataset = await load('cifar-10', { env: process.env });
  const { backend, 'fast-math': fastMath } = values;
  for (const name of wanted) {
    const claim = CLAIMS[name];
    if (claim === undefined)
      throw new Error(`no claim about ${name}; there are ${Object.keys(CLAIMS).join(' and ')}`);
    const learned = await learn(name, claim, dataset, { backend, fastMath, iterations });
    const options = [
      name,
      ...(backend === 'engine' ? [] : ['--backend', backend]),
      ...(fastMath ? ['--fast-math'] : []),
      ...(iterations === undefined ? [] : ['--iterations', String(iterations)]),
    ];
    const command = `node --conditions=@sweepstake/source test/claims/learning.ts ${options.join(' ')}`;
    write(values.out, name, command, learned);
    const reached = learned.best >= claim.accuracy;
    const percent = (fraction: number): string => `${(fraction * 100).toFixed(1)}%`;
    console.log(
      `${name}: best validation accuracy ${percent(learned.best)}, at least ${percent(claim.accuracy)} is claimed: ${reached ? 'reached' : 'missed'}`,
    );
    if (!reached) process.exitCode = 1;
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
