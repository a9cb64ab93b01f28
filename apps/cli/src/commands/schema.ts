import { experimentJsonSchema, runFileJsonSchema } from '@sweepstake/experiments';
import { sayJson } from '../shell.ts';

/** `sweepstake schema`: the JSON Schema of a run file, or with `--experiment` of an experiment's. */
export function schema({ experiment }: { readonly experiment?: boolean }): number {
  sayJson(experiment === true ? experimentJsonSchema() : runFileJsonSchema());
  return 0;
}
