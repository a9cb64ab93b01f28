import { fullMasks } from './masks.ts';
import type { Masks, Tensors } from './masks.ts';
import { checkRounds } from './rates.ts';
import { rewind } from './rewind.ts';

/** What one training returns. */
export interface Trained {
  readonly final: Tensors;
  /** Weights of iteration k of the dense round 0, to rewind to instead of iteration 0. */
  readonly rewindPoint?: Tensors | undefined;
}

/** One finished round. */
export interface Round {
  readonly round: number;
  readonly masks: Masks;
  /** What the training began with: the ticket. */
  readonly start: Tensors;
  readonly final: Tensors;
}

export interface OneShotOptions {
  /** theta_0, every tensor. */
  readonly initial: Tensors;
  /** Masks of round 0; all ones over every tensor when left out. */
  readonly masks?: Masks | undefined;
  /** The masks of the next round from trained weights, present masks and the finished round. */
  readonly prune: (final: Tensors, masks: Masks, round: number) => Masks;
  /** Trains from these weights; removed ones must stay 0. */
  readonly train: (start: Tensors, masks: Masks, round: number) => Promise<Trained> | Trained;
  /** Awaited after each training. */
  readonly onRound?: ((round: Round) => Promise<void> | void) | undefined;
}

export interface IterativePruningOptions extends OneShotOptions {
  /** Prunings; there is one training more. */
  readonly rounds: number;
}

/**
 * Iterative pruning with rewinding (paper, section 1 and appendix B, strategy 1): train, prune, put
 * the survivors back to iteration 0, repeat. Where round 0 returns a `rewindPoint`, all later rounds
 * begin there; its trainer then begins them at iteration k. Returns the last round. Errors of the
 * callbacks pass through.
 */
export async function iterativePruning(options: IterativePruningOptions): Promise<Round> {
  const { initial, rounds, prune, train, onRound } = options;
  checkRounds(rounds);
  let origin = initial;
  let masks = options.masks ?? fullMasks(initial);
  for (let round = 0; ; round++) {
    const start = rewind(origin, masks);
    const { final, rewindPoint } = await train(start, masks, round);
    const finished = { round, masks, start, final };
    await onRound?.(finished);
    if (round === rounds) return finished;
    if (round === 0) origin = rewindPoint ?? initial;
    masks = prune(final, masks, round);
  }
}

/**
 * One-shot pruning (paper, section 2): train, prune once, rewind, train again; `prune` should use the
 * whole rate at once, see `oneShotRates`.
 */
export function oneShot(options: OneShotOptions): Promise<Round> {
  return iterativePruning({ ...options, rounds: 1 });
}
