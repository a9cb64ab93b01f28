import { JUDGING_PRESETS } from '@sweepstake/claims';
import type { JudgingPreset } from '@sweepstake/claims';
import { badFlag } from '../errors.ts';

/** The preset that `--preset` names, by default that of the paper. Throws for those that judge nothing. */
export function judgingPreset(preset = 'paper'): JudgingPreset {
  const found = JUDGING_PRESETS.find((name) => name === preset);
  if (found === undefined) throw badFlag('--preset', preset, JUDGING_PRESETS.join(' or '));
  return found;
}
