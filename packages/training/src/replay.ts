import { parametersOf } from '@sweepstake/graph';
import type { Network } from '@sweepstake/graph';
import type { Backend, Examples, Session } from './backend.ts';
import { badLength, missing, unknownName, unsupported } from './errors.ts';
import type { RecordedNetwork, RecordedRun } from './recorded-run.ts';
import { refitNetwork } from './refit-network.ts';
import { replayTolerance } from './replay-tolerance.ts';
import { trainingOutputs } from './training-outputs.ts';

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
 * recorded. Throws where examples are missing, where the network has dropout (the other framework's draws are not
 * recorded) or no classes, where names do not fit it, and what the backend throws.
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

  const { init: weights, masks, optimizer, batch } = run;
  const session = await backend.open(network, {
    weights,
    optimizer,
    batch,
    masks: masks ?? undefined,
  });
  let computed: Map<string, Float32Array>;
  try {
    computed = repeat(run, session, examples);
  } finally {
    session.close();
  }

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

function checkReplayable({ init }: RecordedRun, network: Network): void {
  const dropout = network.layers.find(({ kind }) => kind === 'dropout');
  if (dropout !== undefined)
    throw unsupported(
      `replaying ${network.name}, whose ${dropout.name} draws`,
      'record it without',
    );
  if (network.head.kind !== 'class')
    throw unsupported(
      `replaying a ${network.head.kind} head`,
      'record a network that gives classes',
    );
  const known = parametersOf(network).map(({ name }) => name);
  for (const name of init.keys())
    if (!known.includes(name)) throw unknownName(`init.${name}`, 'the recorded run', known);
}

/** Everything that a recorded run may hold, under its recorded names. */
function repeat(run: RecordedRun, session: Session, examples: Examples): Map<string, Float32Array> {
  const batches = Array.from({ length: run.steps }, (_, step) => ({
    examples,
    indices: run.batchIndices.slice(step * run.batch, (step + 1) * run.batch),
  }));
  const computed = new Map<string, Float32Array>();
  computed.set('step1.logits', trainingOutputs(session, batches[0]!));
  for (const [name, gradient] of session.gradients(batches[0]!, 'survivors'))
    computed.set(`step1.grad.${name}`, gradient);
  computed.set(
    'loss',
    Float32Array.from(batches, (batch) => session.step(batch, run.learningRate)),
  );
  const state = session.exportState();
  for (const [name, tensor] of [...state.weights, ...state.statistics])
    computed.set(`final.${name}`, tensor);
  computed.set('eval.logits', session.predict(batches[0]!));
  return computed;
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
