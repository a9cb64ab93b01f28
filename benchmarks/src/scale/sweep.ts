import { applyOverrides, configOf } from '@sweepstake/experiments';
import type { RunConfig } from '@sweepstake/experiments';

/** Prunings of a trial. */
const ROUNDS = 24;
/** Per trial: the dense training, and per round a pruning, the ticket's training and a reinitialisation's. */
const STAGES_PER_TRIAL = 1 + 3 * ROUNDS;

/** What `sweepstake run figure-3 --preset paper` is told with `--set`: at least so many stages, 51 points per curve. */
export function settingsOf(stages: number): string[] {
  const rounds = Array.from({ length: ROUNDS }, (_, i) => i + 1);
  return [
    'dataset=strokes',
    `trials=${Math.ceil(stages / STAGES_PER_TRIAL)}`,
    `rounds=${ROUNDS}`,
    `reinit.rounds=${rounds.join(',')}`,
    'reinit.replicates=1',
    'evaluation.every=1000',
  ];
}

/** The same as a configuration. */
export const sweepOf = (stages: number): RunConfig =>
  applyOverrides(configOf('figure-3', 'paper'), settingsOf(stages));
