import { readFileSync } from 'node:fs';
import type { Network } from '@sweepstake/graph';
import { modelByName, networkOfFamily } from '@sweepstake/models';
import { decode } from '@sweepstake/safetensors';
import { parseRecordedRun } from '@sweepstake/training';
import type { RecordedNetwork, RecordedRun, Replay } from '@sweepstake/training';

/** A run of `test/fixtures` by its file name without extension. */
export function recorded(name: string): RecordedRun {
  const file = new URL(`../fixtures/${name}.safetensors`, import.meta.url);
  return parseRecordedRun(decode(readFileSync(file)));
}

/** The network that a recording names. */
export const networkOf = (named: RecordedNetwork): Network =>
  'zoo' in named ? modelByName(named.zoo) : networkOfFamily(named);

/** One line for people: how near the nearest tensor is to its tolerance. */
export function nearest({ tensors }: Replay): string {
  const worst = tensors.toSorted((a, b) => b.difference / b.allowed - a.difference / a.allowed)[0]!;
  const { name, difference, allowed } = worst;
  return `largest share of a tolerance: ${name} ${difference.toExponential(1)} of ${allowed}`;
}
