import { badNumber, rewoundStart } from './errors.ts';
import type { Stage } from './stage.ts';

/**
 * Throws `SWEEPSTAKE_STAGES_NUMBER` for a number of a stage that means nothing, and `..._REWOUND` for weights that
 * begin in two ways. What depends on other stages is judged where they are read.
 */
export function checkStage(stage: Stage): void {
  const std = 'initialStd' in stage ? (stage.initialStd ?? 0) : 0;
  if (!(std >= 0 && std < Infinity))
    throw badNumber('initialStd', std, "a standard deviation, or 0 for the network's own");
  if (stage.kind === 'prune') {
    const rounds = 'rounds' in stage ? (stage.rounds ?? 1) : 1;
    if (!Number.isSafeInteger(rounds) || rounds < 1)
      throw badNumber('rounds', rounds, 'a whole number of at least 1');
    return;
  }
  const { initial, rewind } = stage;
  const { examples = 0 } = stage.evaluation;
  if (!Number.isSafeInteger(examples) || examples < 0)
    throw badNumber('evaluation.examples', examples, 'a whole number, or 0 for all of them');
  if (initial.kind === 'noise' && !(initial.deviation > 0 && initial.deviation < Infinity))
    throw badNumber('deviation', initial.deviation, 'a number above 0');
  if (rewind !== undefined && rewind.iteration > 0)
    if (initial.kind !== 'init' && initial.kind !== 'reinit')
      throw rewoundStart(initial.kind, rewind.iteration);
}
