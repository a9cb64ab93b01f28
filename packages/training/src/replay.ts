import type { Network } from '@sweepstake/graph';
import type { Backend, Examples, Session } from './backend.ts';
import { badLength, missing, unsupported } from './errors.ts';
import type { RecordedRun } from './recorded-run.ts';
import { replayTolerance } from './replay-tolerance.ts';

export interface ReplayOptions {
  /** The network of a zoo name; throws where there is none. */
  readonly network: (name: string) => Network;
  /** The run's training examples in file order; not needed where the run holds its own. */
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
 * recorded. Throws where the run's network is a family (not built yet), where examples are missing, and what
 * the backend throws.
 */
export async function replay(
  run: RecordedRun,
  backend: Backend,
  options: ReplayOptions,
): Promise<Replay> {
  if (!('zoo' in run.network))
    throw unsupported(`network family '${run.network.family}'`, 'record a network of the zoo');
  const network = options.network(run.network.zoo);
  const examples = run.examples ?? options.examples ?? null;
  if (examples === null) throw missing('inputs', `a recorded run given without ${run.dataset}`);

  const { init: weights, masks, optimizer, batch } = run;
  const session = await backend.open(network, {
    weights,
    optimizer,
    batch,
    masks: masks ?? undefined,
  });
  const computed = repeat(run, session, examples);
  session.close();

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

/** Everything that a recorded run may hold, under its recorded names. */
function repeat(run: RecordedRun, session: Session, examples: Examples): Map<string, Float32Array> {
  const batches = Array.from({ length: run.steps }, (_, step) => ({
    examples,
    indices: run.batchIndices.slice(step * run.batch, (step + 1) * run.batch),
  }));
  const computed = new Map<string, Float32Array>();
  computed.set('step1.logits', session.predict(batches[0]!));
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
