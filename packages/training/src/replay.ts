import { parametersOf, statisticsOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Backend, Examples } from './backend.ts';
import { badLength, missing, unknownName, unsupported } from './errors.ts';
import { checkFactors, dropoutStreamOf } from './recorded-dropout.ts';
import type { RecordedNetwork, RecordedRun } from './recorded-run.ts';
import { refitNetwork } from './refit-network.ts';
import { repeatSteps } from './repeat-steps.ts';
import { replayTolerance } from './replay-tolerance.ts';

export interface ReplayOptions {
  /** Makes the network that a recording names; throws where there is none. */
  readonly network: (named: RecordedNetwork) => Network;
  /** The run's training examples in file order; not needed where the run holds its own. Scaled as the run says. */
  readonly examples?: Examples | null | undefined;
}

export interface ReplayedTensor {
  readonly name: string;
  /** Largest absolute difference over the recorded tensor's largest entry; NaN where a number is not one. */
  readonly difference: number;
  readonly allowed: number;
  readonly ok: boolean;
}

export interface Replay {
  readonly tensors: readonly ReplayedTensor[];
  /** Whether every recorded tensor is within its tolerance. */
  readonly ok: boolean;
}

/**
 * Repeats a recorded run on a backend and holds every recorded tensor against it, in the order they were
 * recorded. Throws where examples are missing, where the network has dropout and the run names no streams of ours, or
 * holds factors that they do not draw, where it has no classes, where names do not fit it, and what the backend throws.
 */
export async function replay(
  run: RecordedRun,
  backend: Backend,
  options: ReplayOptions,
): Promise<Replay> {
  const named = options.network(run.network);
  checkReplayable(run, named);
  const source = run.examples ?? options.examples ?? null;
  if (source === null) throw missing('inputs', `a recorded run given without ${run.dataset}`);
  const network = refitNetwork(named, source.shape);
  const examples = { ...source, scaling: run.scaling };

  if (run.dropout !== null) checkFactors(network, run.dropout, run.dropoutFactors, run);

  const { init: weights, statistics, masks, optimizer, steps, batch, dropout } = run;
  const batches = Array.from({ length: steps }, (_, step) => ({
    examples,
    indices: run.batchIndices.slice(step * batch, (step + 1) * batch),
  }));
  const learningRates = run.learningRates ?? batches.map(() => run.learningRate);
  const dropoutStream = dropout === null ? null : dropoutStreamOf(dropout);
  const repeated = { weights, statistics, masks, optimizer, batches, learningRates, dropoutStream };
  const computed = await repeatSteps(network, repeated, backend);

  const tensors = [...run.expected].map(([name, expected]): ReplayedTensor => {
    const actual = computed.get(name);
    if (actual === undefined) throw missing(name, `${network.name} on ${backend.name}`);
    if (actual.length !== expected.length) throw badLength(name, actual.length, expected.length);
    const difference = relativeDifference(actual, expected);
    const allowed = replayTolerance(name, network, run);
    return { name, difference, allowed, ok: difference <= allowed };
  });
  return { tensors, ok: tensors.every(({ ok }) => ok) };
}

function checkReplayable({ init, statistics, dropout }: RecordedRun, network: Network): void {
  const draws = network.layers.find(({ kind }) => kind === 'dropout');
  if (draws !== undefined && dropout === null)
    throw unsupported(
      `replaying ${network.name}, whose ${draws.name} draws, without a dropout_stream`,
      'record it without dropout, or with sweepstake record',
    );
  if (network.head.kind !== 'class')
    throw unsupported(
      `replaying a ${network.head.kind} head`,
      'record a network that gives classes',
    );
  const known = parametersOf(network).map(({ name }) => name);
  for (const name of init.keys())
    if (!known.includes(name)) throw unknownName(`init.${name}`, 'the recorded run', known);
  const followed = statisticsOf(network).map(({ name }) => name);
  for (const name of statistics.keys())
    if (!followed.includes(name))
      throw unknownName(`init_statistics.${name}`, 'the recorded run', followed);
}

/** Largest absolute difference over the largest entry of `expected` (over 1 where all of it is 0). */
function relativeDifference(actual: Float32Array, expected: Float32Array): number {
  let difference = 0;
  let largest = 0;
  for (const [i, value] of expected.entries()) {
    difference = Math.max(difference, Math.abs(actual[i]! - value));
    largest = Math.max(largest, Math.abs(value));
  }
  return largest === 0 ? difference : difference / largest;
}
