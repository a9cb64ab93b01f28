import { names } from '@sweepstake/random';
import { badInitialText } from './errors.ts';
import type { Initial } from './stage.ts';

/** An initial that is drawn: all but weights that a training ended with. */
export type DrawnInitial = Exclude<Initial, { readonly kind: 'trained' }>;

/**
 * How tickets name weights at iteration 0: the stream, and what else decides them, each after a blank. `init(0,2)`,
 * `reinit(0,2,7,1)`, `init(0,2) std=0.1` where every weight is drawn with one standard deviation,
 * `noise(0,2,7,1) deviation=0.5`, `resample(0,2,7,1) of=<id of the pruning>`. Trained weights go by the theta_0 that
 * they began with, which is what a ticket is put back to. Throws a RangeError for numbers that no stream has.
 */
export function initialStream(initial: Initial, initialStd = 0): string {
  const words = [streamOf(initial)];
  if (initial.kind === 'noise') words.push(`deviation=${initial.deviation}`);
  if (initial.kind === 'resample') words.push(`of=${initial.of}`);
  if (initialStd !== 0) words.push(`std=${initialStd}`);
  return words.join(' ');
}

function streamOf(initial: Initial): string {
  if (initial.kind === 'trained') return names.init(initial);
  return names[initial.kind](initial as never);
}

const GRAMMAR =
  /^(?<kind>init|reinit|resample|noise)\((?<numbers>\d+(?:,\d+)*)\)(?: deviation=(?<deviation>\S+))?(?: of=(?<of>\S+))?(?: std=(?<std>\S+))?$/;

/**
 * The inverse of `initialStream`, but for trained weights, which it names by their theta_0. Throws
 * `SWEEPSTAKE_STAGES_INITIAL_TEXT` for anything that it does not write.
 */
export function parseInitial(text: string): { initial: DrawnInitial; initialStd: number } {
  const groups = GRAMMAR.exec(text)?.groups;
  if (groups === undefined) throw badInitialText(text);
  const { kind, numbers, deviation, of, std } = groups;
  const [seed, trial, round, replicate] = numbers!.split(',').map(Number);
  const read = {
    kind,
    seed,
    trial,
    ...(kind !== 'init' && { round, replicate }),
    ...(deviation !== undefined && { deviation: Number(deviation) }),
    ...(of !== undefined && { of }),
  } as DrawnInitial;
  const initialStd = Number(std ?? 0);
  // Only what would be written the same way is what it says.
  if (
    numbers!.split(',').length !== (kind === 'init' ? 2 : 4) ||
    initialStream(read, initialStd) !== text
  )
    throw badInitialText(text);
  return { initial: read, initialStd };
}
