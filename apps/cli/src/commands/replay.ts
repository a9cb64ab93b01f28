import { readFileSync } from 'node:fs';
import { datasetNameOf, datasets } from '@sweepstake/datasets';
import { load } from '@sweepstake/datasets/node';
import { modelByName, networkOfFamily } from '@sweepstake/models';
import { decode } from '@sweepstake/safetensors';
import { backendByName } from '@sweepstake/stages';
import { parseRecordedRun, replay as repeat } from '@sweepstake/training';
import type { Examples, RecordedNetwork, RecordedRun, Replay } from '@sweepstake/training';
import { columns } from '../columns.ts';
import { cannotRead, unknownSource } from '../errors.ts';
import { loadOwn } from '../own/load-own.ts';
import { say, sayJson } from '../shell.ts';

/** Flags of `sweepstake replay`. */
export interface ReplayFlags {
  readonly backend: string;
  /** The file of a network of one's own. */
  readonly network?: string;
  readonly json?: boolean;
}

/** `sweepstake replay <file>`: 1 where a tensor differs by more than it may. */
export async function replay(file: string, flags: ReplayFlags): Promise<number> {
  if (flags.network !== undefined) loadOwn('network', flags.network, process.cwd());
  const backend = await backendByName(flags.backend);
  const run = readRecordedRun(file);
  const examples = run.examples ?? (await examplesOf(run));
  const result = await repeat(run, backend, { network: networkOf, examples });
  if (flags.json === true) {
    const { name, numerics } = backend;
    sayJson({ file, backend: name, numerics, network: run.network, ...result });
  } else for (const line of linesOf(result)) say(line);
  return result.ok ? 0 : 1;
}

function readRecordedRun(file: string): RecordedRun {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw cannotRead(file, error);
  }
  return parseRecordedRun(decode(bytes, file));
}

const networkOf = (named: RecordedNetwork) =>
  'zoo' in named ? modelByName(named.zoo) : networkOfFamily(named);

/** The training files in their published order, where the recording names a data set of ours. */
async function examplesOf({ dataset }: RecordedRun): Promise<Examples> {
  const name = datasetNameOf(/^(.+)-train$/.exec(dataset)?.[1] ?? '');
  if (name === null) throw unknownSource(dataset, Object.keys(datasets));
  return (await load(name, { env: process.env })).train;
}

const digits = (value: number): string => value.toExponential(1);

function linesOf({ tensors, ok }: Replay): string[] {
  const rows = tensors.map(({ name, difference, allowed, ok: fits }) => [
    name,
    digits(difference),
    digits(allowed),
    fits ? '' : 'too large',
  ]);
  const outside = tensors.filter((tensor) => !tensor.ok).length;
  return [
    ...columns([['tensor', 'difference', 'allowed', ''], ...rows], [1, 2]),
    ok
      ? `agrees: all ${tensors.length} tensors are within their tolerance`
      : `differs: ${outside} of ${tensors.length} tensors are outside their tolerance`,
  ];
}
